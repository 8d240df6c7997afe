/**
 * How many cases random tests look at, and which: `CASES=20000 SEED=1 npx vitest run properties`
 * looks at many more and at others.
 *
 * @param cases - of a usual run
 */
export const random = (cases: number, seed: number): { numRuns: number; seed: number } => ({
  numRuns: Number(process.env.CASES ?? cases),
  seed: Number(process.env.SEED ?? seed),
});
