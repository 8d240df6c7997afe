import type { DrawnMap } from './maps.js';

/** One row of a figure: a layer, or several that are folded into one and show the output of the last. */
export interface Line {
  readonly name: string;
  /** The output. */
  readonly map: DrawnMap;
  /** What is folded, from the lowest up; the output alone where nothing is. */
  readonly maps: readonly DrawnMap[];
}

/** Up to so many layers each have a row. */
const FEW_LAYERS = 20;
/** A stage of so many layers unfolds as a whole. */
const FEW_IN_STAGE = 12;
/** In a longer one so many blocks above and below the selected one keep a row each. */
const NEAR = { above: 1, below: 3 } as const;

/** A fold of so few layers is one block. */
export const BLOCK = 5;

const SEPARATOR = /[./]/;
const isDotted = ({ name }: DrawnMap): boolean => SEPARATOR.test(name);
const parts = ({ name }: DrawnMap): readonly string[] => name.split(SEPARATOR);
/** Parts of a name that tell a block of a stage. */
const BLOCK_PARTS = 2;
/** `layer3.4` of `layer3.4.conv2`. */
const blockOf = (map: DrawnMap, depth = BLOCK_PARTS): string =>
  parts(map).slice(0, depth).join('.');
const latticeOf = ({ row }: DrawnMap): string => `${row.n.join()} ${row.j.join()}`;

/** Whether the layers of a network can be folded at all. */
export const canFold = (layers: number): boolean => layers > FEW_LAYERS;

/** Runs of a list, a new one wherever two neighbours differ. */
function runsBy(
  maps: readonly DrawnMap[],
  differ: (a: DrawnMap, b: DrawnMap) => boolean,
): DrawnMap[][] {
  const runs: DrawnMap[][] = [];
  maps.forEach((map, i) => {
    if (i === 0 || differ(maps[i - 1], map)) runs.push([map]);
    else runs[runs.length - 1].push(map);
  });
  return runs;
}

/** Stages share a lattice and, where names have parts, the first of them; no block is torn apart. */
function isNextStage(a: DrawnMap, b: DrawnMap): boolean {
  const named = isDotted(a) || isDotted(b);
  if (named && parts(a)[0] !== parts(b)[0]) return true;
  return latticeOf(a) !== latticeOf(b) && !(named && blockOf(a) === blockOf(b));
}

const plain = (map: DrawnMap): Line => ({ name: map.name, map, maps: [map] });

/** `layer3.*`; `conv4–conv9` where the names have no part in common. */
function commonName(maps: readonly DrawnMap[]): string {
  const names = maps.map(parts);
  const [first] = names;
  const differs = first.findIndex((part, i) => names.some((name) => name[i] !== part));
  const shared = differs < 0 ? first.length : differs;
  if (shared === 0) return `${maps[0].name}–${maps[maps.length - 1].name}`;
  const separator = SEPARATOR.exec(maps[0].name)?.[0] ?? '.';
  return `${first.slice(0, shared).join(separator)}${separator}*`;
}

/** `layer3.5–35`: several blocks of a stage, but not all. */
function rangeName(maps: readonly DrawnMap[], depth: number): string {
  const [from, to] = [maps[0], maps[maps.length - 1]];
  if (blockOf(from, depth) === blockOf(to, depth)) return commonName(maps);
  if (!isDotted(from)) return `${from.name}–${to.name}`;
  const separator = SEPARATOR.exec(from.name)?.[0] ?? '.';
  const last = parts(to).slice(0, depth).at(-1);
  return `${parts(from).slice(0, depth).join(separator)}–${last}`;
}

function folded(maps: readonly DrawnMap[], name: (maps: readonly DrawnMap[]) => string): Line[] {
  if (maps.length === 0) return [];
  const map = maps[maps.length - 1];
  return [maps.length === 1 ? plain(map) : { name: name(maps), map, maps }];
}

/**
 * The stage of the selected layer: its own block layer by layer, what is near by block; a block of
 * many layers that have blocks in their turn is opened like a stage.
 */
function opened(stage: readonly DrawnMap[], selected: DrawnMap, depth = BLOCK_PARTS): Line[] {
  if (stage.length <= FEW_IN_STAGE) return stage.map(plain);
  const range = (maps: readonly DrawnMap[]): string => rangeName(maps, depth);
  const blocks = runsBy(stage, (a, b) => blockOf(a, depth) !== blockOf(b, depth));
  const own = blocks.findIndex((block) => block.includes(selected));
  const [from, to] = [Math.max(0, own - NEAR.below), own + NEAR.above + 1];
  return [
    ...folded(blocks.slice(0, from).flat(), range),
    ...blocks
      .slice(from, to)
      .flatMap((block, i) =>
        from + i === own ? opened(block, selected, depth + 1) : folded(block, commonName),
      ),
    ...folded(blocks.slice(to).flat(), range),
  ];
}

/** How many blocks are folded into a row; 1 where their names tell none apart. */
export function blocksIn({ maps }: Line): number {
  return maps.some(isDotted) ? new Set(maps.map((map) => blockOf(map))).size : 1;
}

/** By how much a row that stands on another one spreads its features, where that is a stride. */
export function strideOver({ map }: Line, below: Line | undefined): number | null {
  const ratios = map.row.j.map((j, axis) => Number(j) / Number(below?.map.row.j[axis]));
  const [stride] = ratios;
  return stride > 1 && Number.isInteger(stride) && ratios.every((each) => each === stride)
    ? stride
    : null;
}

/** A row for every layer. */
export const everyLayer = (maps: readonly DrawnMap[]): Line[] => maps.map(plain);

/**
 * The rows of a deep network, from the input up: stages folded, but for the one of the selection.
 *
 * @param maps - all layers, the input first
 */
export function foldLines(maps: readonly DrawnMap[], selected: DrawnMap | undefined): Line[] {
  const [input, ...layers] = maps;
  if (!canFold(layers.length)) return everyLayer(maps);
  const stages = runsBy(layers, isNextStage);
  return [
    plain(input),
    ...stages.flatMap((stage) =>
      selected && stage.includes(selected) ? opened(stage, selected) : folded(stage, commonName),
    ),
  ];
}
