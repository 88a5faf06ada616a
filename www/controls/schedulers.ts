/** Schedules inside another: a menu for each, one more, one fewer. */
import { html, type TemplateResult } from "lit";
import { initially } from "../scene/initially";
import { menu, withArgument, type Nest } from "./controls";
import type { Chosen } from "../engine/loading";
import { copy } from "../scene/copy";
import { schedulersText } from "../text/en/schedulers";

export const nested: Nest = (catalogue, label, chosen, locked, put): TemplateResult => {
  const own = copy(chosen);
  const members = own.schedulers as Chosen[];
  const milestones = own.milestones as number[] | undefined;
  const entries = catalogue.schedulers.filter(({ nests }) => nests);
  const keep = (schedulers: Chosen[], at = milestones) =>
    put({ ...own, schedulers, ...(at && { milestones: at }) });
  const replace = (i: number, member: Chosen) => keep(members.map((old, j) => (i === j ? member : old)));
  // Each but the first begins at a milestone.
  const add = () => keep([...members, { name: entries[0]!.name }], milestones && [...milestones, (milestones.at(-1) ?? 0) + 10]); // prettier-ignore
  const remove = (i: number) =>
    keep(
      members.filter((_, j) => j !== i),
      milestones?.filter((_, j) => j !== Math.max(0, i - 1)),
    );
  return html`${members.map((member, i) => {
      const name = schedulersText.numbered({ schedule: label, number: i + 1 });
      const entry = entries.find((entry) => entry.name === member.name)!;
      return menu(catalogue, {
        label: name,
        entries,
        chosen: member,
        locked,
        nested,
        choose: (wanted) => replace(i, initially(wanted, catalogue)),
        put: (changed) => replace(i, changed),
        set: (name, value, numbers) => replace(i, withArgument(entry, member, name, value, numbers)),
        more: html`<button
          type="button"
          class="quiet"
          aria-label=${schedulersText.removeOf({ schedule: name })}
          ?disabled=${members.length === 1}
          @click=${() => remove(i)}
        >
          ${schedulersText.remove}
        </button>`,
      });
    })}<button
      type="button"
      class="quiet"
      aria-label=${schedulersText.addTo({ schedule: label })}
      @click=${add}
    >
      ${schedulersText.add}
    </button>`;
};
