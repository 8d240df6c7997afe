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
function runsBy<Item>(items: readonly Item[], differ: (a: Item, b: Item) => boolean): Item[][] {
  const runs: Item[][] = [];
  items.forEach((item, i) => {
    if (i === 0 || differ(items[i - 1], item)) runs.push([item]);
    else runs[runs.length - 1].push(item);
  });
  return runs;
}

const blocksOf = (maps: readonly DrawnMap[], depth?: number): DrawnMap[][] =>
  runsBy(maps, (a, b) => blockOf(a, depth) !== blockOf(b, depth));

/** Blocks of one stage put out the same lattice and, where names have parts, share the first of them. */
function isNextStage(before: readonly DrawnMap[], block: readonly DrawnMap[]): boolean {
  const [a, b] = [before[before.length - 1], block[block.length - 1]];
  const named = isDotted(a) || isDotted(b);
  return (named && parts(a)[0] !== parts(b)[0]) || latticeOf(a) !== latticeOf(b);
}

const stagesOf = (maps: readonly DrawnMap[]): DrawnMap[][] =>
  runsBy(blocksOf(maps), isNextStage).map((blocks) => blocks.flat());

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
function rangeName(maps: readonly DrawnMap[], depth = BLOCK_PARTS): string {
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
  const blocks = blocksOf(stage, depth);
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
  const stages = stagesOf(layers);
  const first = ([map]: readonly DrawnMap[]): string => parts(map)[0];
  return [
    plain(input),
    ...stages.flatMap((stage) => {
      if (selected && stage.includes(selected)) return opened(stage, selected);
      const isAlone = stages.every(
        (other) => other === stage || other.length === 1 || first(other) !== first(stage),
      );
      return folded(stage, isAlone ? commonName : rangeName);
    }),
  ];
}
