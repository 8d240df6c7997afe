/** How often what must leave nothing behind is done: `ROUNDS=200` for a long run. */
export const ROUNDS = Number(process.env['ROUNDS'] ?? 6);
