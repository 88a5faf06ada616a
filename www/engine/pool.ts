/** Work that is cut into tiles, for all workers of the page: as many as it has processors, at most eight. Of each owner of
 * tiles only the last request counts: no tile of the one before is begun any more. */
import type { Kind, Piece, ReadonlyRequest } from "./protocol";
import { JobQueue } from "./queue";
import { Wait } from "./wait";

const MOST_WORKERS = 8;
const ONE_MOVE = 4; // milliseconds within which requests of several maps are taken to come from one move of the pointer
const AT_REST = 50; // milliseconds without another move after which the pointer is taken to rest: three frames

interface Slot {
  worker: JobQueue<Kind>;
  owner?: Tiles<Kind>; // whose tile is worked on
  tile: number;
}

const slots: Slot[] = [];
const owners: Tiles<Kind>[] = []; // who has tiles to give, the one whose turn it is first
let parallel: boolean | undefined; // whether there are workers, once one has answered
let movedAt = -Infinity;
let moving = 0; // a timer while the pointer moves on and on

/** Slots for all processors, once it is known that they are not all the page itself. */
function addSlots(): void {
  const most = parallel ? Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2) : 1;
  while (slots.length < most) {
    const slot: Slot = {
      worker: new JobQueue<Kind>(
        "endings",
        (piece, done) => answered(slot, piece, done),
        (fault) => failed(slot, fault),
      ),
      tile: 0,
    };
    slots.push(slot);
  }
}

function answered(slot: Slot, piece: Piece<Kind>, done: boolean): void {
  const { tile } = slot;
  const owner = slot.owner!;
  if (done) slot.owner = undefined;
  // Before the next tile is assigned: the owner may want others by now.
  owner.pieceCame(piece, tile, done);
  if (!done) return;
  if (parallel === undefined) {
    parallel = !slot.worker.isMainThread;
    addSlots();
  }
  assignAll();
}

function failed(slot: Slot, fault: string): void {
  const owner = slot.owner!;
  slot.owner = undefined;
  owner.fail(fault);
  assign(slot);
}

/** Says that the user moves something. While moves go on and on, only urgent tiles are begun, and one processor is left
 * to the page. */
export function pointerMoves(): void {
  const now = performance.now();
  const pause = now - movedAt;
  if (pause < ONE_MOVE) return;
  movedAt = now;
  if (pause > AT_REST && !moving) return;
  clearTimeout(moving);
  moving = window.setTimeout(pointerRests, AT_REST);
}

function pointerRests(): void {
  clearTimeout(moving);
  moving = 0;
  assignAll();
}
addEventListener("pointerup", pointerRests, { capture: true });

function assignAll(): void {
  for (const slot of slots) if (!slot.owner) assign(slot);
}

/** Gives a free slot the next tile, of each owner in turn. */
function assign(slot: Slot): void {
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
  tiles: ReadonlyRequest<K>[] = [];
  /** The tile to be assigned next. */
  next = 0;
  urgent = 0;
  private left = 0;
  private wait: Wait;

  constructor(
    readonly kind: K,
    private answered: (piece: Piece<K>, tile: number, done: boolean) => void,
    private failed: (fault: string) => void,
    becameLong = () => {},
  ) {
    this.wait = new Wait(becameLong);
  }

  /** They are done in about this order, the first `urgent` of them even while the pointer moves. */
  ask(tiles: ReadonlyRequest<K>[], urgent: number): void {
    const freed = this.freeSlots();
    this.tiles = tiles;
    this.urgent = urgent;
    this.next = 0;
    this.left = tiles.length;
    this.wait.restart(); // while the pointer moves on and on, nobody waits for any one of its requests
    const self = this as unknown as Tiles<Kind>;
    if (tiles.length) owners.push(self);
    addSlots();
    // A slot at a tile no longer wanted takes a new one as soon as it can.
    for (const slot of slots) if (freed.includes(slot) || !slot.owner) assign(slot);
    for (const slot of freed) if (!slot.owner) slot.worker.forget();
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

  pieceCame(piece: Piece<K>, tile: number, done: boolean): void {
    if (done) this.left--;
    if (!this.left) this.wait.end();
    this.answered(piece, tile, !this.left);
  }

  fail(fault: string): void {
    this.forget();
    this.failed(fault);
  }

  /** No tile of this owner is begun any more; returns the slots that were at one. */
  private freeSlots(): Slot[] {
    const self = this as unknown as Tiles<Kind>;
    const place = owners.indexOf(self);
    if (place >= 0) owners.splice(place, 1);
    const freed = slots.filter(({ owner }) => owner === self);
    for (const slot of freed) slot.owner = undefined;
    return freed;
  }
}
