type Cloned = Record<string, unknown>;

/** A copy of plain data: lists and objects, however deep. */
export function copyOfPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOfPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Cloned).map(([key, each]) => [key, copyOfPlain(each)]),
  );
}

// V8 by itself has none, and the layout of graphs copies its labels, which are plain.
(globalThis as Cloned).structuredClone ??= copyOfPlain;
