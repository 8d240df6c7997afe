/** What the tests of the core need of Vitest, for mutation runs: tests are gathered, not run. */
import { JestAsymmetricMatchers, JestChaiExpect, chai } from '@vitest/expect';

chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
export const expect = chai.expect;

const gathered = [];
const groups = [];

/** Cases are their arguments where all of them are lists, else one argument each, as in Vitest. */
const rows = (cases) => (cases.every(Array.isArray) ? cases : cases.map((each) => [each]));

export function describe(name, body) {
  groups.push(name);
  body();
  groups.pop();
}
describe.each = (cases) => (name, body) => {
  for (const [at, each] of rows(cases).entries()) describe(`${name} ${at}`, () => body(...each));
};

export function test(name, body) {
  const full = [...groups, name].join(' > ');
  gathered.push({ id: `${gathered.length} ${full}`, name: full, body });
}
test.each = (cases) => (name, body) => {
  for (const [at, each] of rows(cases).entries()) test(`${name} ${at}`, () => body(...each));
};
export const it = test;

/** All tests of some files, in order. */
export const tests = () => gathered.splice(0);
