import { everyLayer, foldLines } from '../../folds.js';
import type { Line } from '../../folds.js';
import type { Drawing, DrawnMap } from '../../maps.js';

/** For every map the names of those that read it. */
function readersOf(maps: readonly DrawnMap[]): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>(maps.map(({ name }) => [name, []]));
  for (const { name, below } of maps) {
    for (const input of below) readers.get(input)?.push(name);
  }
  return readers;
}

/** A run of layers parted after each one that is read from outside: a fold has one output. */
function parted(
  line: Line,
  readers: ReadonlyMap<string, readonly string[]>,
  name: (maps: readonly DrawnMap[]) => string,
): Line[] {
  const own = new Set(line.maps.map((map) => map.name));
  const runs: DrawnMap[][] = [[]];
  for (const map of line.maps) {
    runs[runs.length - 1].push(map);
    if ((readers.get(map.name) ?? []).some((reader) => !own.has(reader))) runs.push([]);
  }
  const kept = runs.filter(({ length }) => length > 0);
  if (kept.length === 1) return [line];
  return kept.flatMap((maps) => {
    const map = maps[maps.length - 1];
    const part = { name: maps.length === 1 ? map.name : name(maps), map, maps };
    return parted(part, readers, name);
  });
}

const fromTo = (maps: readonly DrawnMap[]): string =>
  `${maps[0].name}–${maps[maps.length - 1].name}`;

/** A graph with more wires a place than this is a thicket, in which no wire can be followed. */
const MOST_WIRES = 2;

function isThicket(lines: readonly Line[]): boolean {
  const wires = lines.reduce((all, { maps }) => {
    const inputs = new Set(maps.flatMap(({ below }) => below));
    for (const { name } of maps) inputs.delete(name);
    return all + inputs.size;
  }, 0);
  return wires > MOST_WIRES * lines.length;
}

/**
 * What stands for one place of a graph, from the input up: a layer, or several that are folded into
 * one whose output alone is read from outside.
 *
 * @param selected - name of the selected layer, whose block is open unless that makes a thicket, as
 * a block of DenseNet does
 */
export function graphLines(
  { maps, byName }: Drawing,
  folding: boolean,
  selected: string | null,
): Line[] {
  if (!folding) return everyLayer(maps);
  const readers = readersOf(maps);
  const around = (map: DrawnMap | undefined): Line[] =>
    foldLines(maps, map).flatMap((line) => parted(line, readers, fromTo));
  const opened = around(byName.get(selected ?? ''));
  return isThicket(opened) ? around(undefined) : opened;
}
