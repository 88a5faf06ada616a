/** Work that is cut into tiles, for all workers of the page: as many as it has processors, at most eight. Of each that
 * asks only the last task counts: no tile of the one before is begun any more. */
import { JobQueue } from "./queue";
import type { Kind, Work } from "./jobs";
import { Wait } from "./wait";

const MOST = 8;
const SAME = 4; // milliseconds within which several maps ask because of one move of a hand
const STILL = 50; // milliseconds without another move after which a hand is taken to rest: three frames

interface Slot {
  worker: JobQueue<Kind>;
  owner?: Tiles<Kind>; // whose tile is worked on
  tile: number;
}

const slots: Slot[] = [];
const owners: Tiles<Kind>[] = []; // who has tiles to give, the one whose turn it is first
let parallel: boolean | undefined; // known once a worker has answered
let asked = -Infinity; // when something was asked last
let moving = 0; // a timer while a hand moves on and on

/** Seats for all processors, once it is known that they are not all the page itself. */
function fill(): void {
  const most = parallel ? Math.min(MOST, navigator.hardwareConcurrency || 2) : 1;
  while (slots.length < most) {
    const slot: Slot = {
      worker: new JobQueue<Kind>(
        "endings",
        (piece, done) => came(slot, piece, done),
        (fault) => broke(slot, fault),
      ),
      tile: 0,
    };
    slots.push(slot);
  }
}

function came(slot: Slot, piece: Work[Kind][1], done: boolean): void {
  const { tile } = slot;
  const owner = slot.owner!;
  if (done) slot.owner = undefined;
  // Before the next tile is given: the owner may want others by now.
  owner.took(piece, tile, done);
  if (!done) return;
  if (parallel === undefined) {
    parallel = !slot.worker.isMainThread;
    fill();
  }
  giveAll();
}

function broke(slot: Slot, fault: string): void {
  const owner = slot.owner!;
  slot.owner = undefined;
  owner.fail(fault);
  give(slot);
}

/** Something else is asked: while a hand moves on and on, only what is urgent is done, and one processor is left to the
 * page. */
export function handMoves(): void {
  const now = performance.now();
  const pause = now - asked;
  if (pause < SAME) return;
  asked = now;
  if (pause > STILL && !moving) return;
  clearTimeout(moving);
  moving = window.setTimeout(handRests, STILL);
}

function handRests(): void {
  clearTimeout(moving);
  moving = 0;
  giveAll();
}
addEventListener("pointerup", handRests, { capture: true });

function giveAll(): void {
  for (const slot of slots) if (!slot.owner) give(slot);
}

/** The next tile, of each owner in turn. */
function give(slot: Slot): void {
  if (moving && slots.length > 1 && slot === slots.at(-1)) return;
  const turn = moving ? owners.findIndex((owner) => owner.next < owner.urgent) : 0;
  const [owner] = turn < 0 ? [] : owners.splice(turn, 1);
  if (!owner) return;
  slot.owner = owner;
  slot.tile = owner.next++;
  if (owner.next < owner.tiles.length) owners.push(owner);
  slot.worker.ask(owner.tiles[slot.tile]!, owner.kind, slot.tile > 0);
}

export class Tiles<K extends Kind> {
  tiles: Work[K][0][] = [];
  /** The tile to be given next. */
  next = 0;
  urgent = 0;
  private left = 0;
  private wait: Wait;

  constructor(
    readonly kind: K,
    private answered: (piece: Work[K][1], tile: number, done: boolean) => void,
    private failed: (fault: string) => void,
    becameLong = () => {},
  ) {
    this.wait = new Wait(becameLong);
  }

  /** Done in about this order, the first `urgent` of them even while a hand moves. */
  ask(tiles: Work[K][0][], urgent: number): void {
    const mine = this.withdraw();
    this.tiles = tiles;
    this.urgent = urgent;
    this.next = 0;
    this.left = tiles.length;
    this.wait.restart(); // a hand that moves on and on waits for none of what it asks
    const self = this as unknown as Tiles<Kind>;
    if (tiles.length) owners.push(self);
    fill();
    // Those that are at a tile nobody wants any more take a new one as soon as they can.
    for (const slot of slots) if (mine.includes(slot) || !slot.owner) give(slot);
    for (const slot of mine) if (!slot.owner) slot.worker.forget();
  }

  forget(): void {
    this.ask([], 0);
    this.wait.end();
  }

  get isBusy(): boolean {
    return this.left > 0;
  }

  /** Whether the task has taken long enough to be mentioned. */
  get isLong(): boolean {
    return this.wait.isLong;
  }

  /** How much is done, 0 to 1. */
  get progress(): number {
    return 1 - this.left / this.tiles.length;
  }

  took(piece: Work[K][1], tile: number, done: boolean): void {
    if (done) this.left--;
    if (!this.left) this.wait.end();
    this.answered(piece, tile, !this.left);
  }

  fail(fault: string): void {
    this.forget();
    this.failed(fault);
  }

  /** From the owners and the seats; these had its tiles. */
  private withdraw(): Slot[] {
    const self = this as unknown as Tiles<Kind>;
    const place = owners.indexOf(self);
    if (place >= 0) owners.splice(place, 1);
    const mine = slots.filter(({ owner }) => owner === self);
    for (const slot of mine) slot.owner = undefined;
    return mine;
  }
}
