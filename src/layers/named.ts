/** All names that stand for a layer of a list: its own, and those of the containers around it. */
export function namesFor(names: Iterable<string>): ReadonlySet<string> {
  const all = new Set(names);
  for (const name of [...all]) {
    for (let at = name.indexOf('.'); at > 0; at = name.indexOf('.', at + 1)) {
      all.add(name.slice(0, at));
    }
  }
  return all;
}

/**
 * The place of the layer that a name stands for in a list: the one so named, or the last one in a
 * container of that name, as `layer1.1` for `layer1`; -1 where there is none.
 */
export function placeOf(name: string, names: readonly string[]): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const inside = `${name}.`;
  return names.map((each) => each.startsWith(inside)).lastIndexOf(true);
}
