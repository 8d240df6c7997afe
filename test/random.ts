/**
 * How many cases random tests look at, and which: `CASES=20000 SEED=1 npx vitest run properties`
 * looks at many more and at others.
 *
 * @param cases - of a usual run
 * @param least - of any run: fewer would not show what they are counted for
 */
export const random = (
  cases: number,
  seed: number,
  least = 1,
): { numRuns: number; seed: number } => ({
  numRuns: Math.max(least, Number(process.env.CASES ?? cases)),
  seed: Number(process.env.SEED ?? seed),
});
