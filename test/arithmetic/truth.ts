/** The measured truth of test/fixtures/truth, as its README describes it. */
import { readFileSync } from 'node:fs';

export interface TruthLayer {
  readonly name: string;
  readonly type: string;
  readonly [parameter: string]: unknown;
}

export interface TruthNetwork {
  readonly name: string;
  readonly input_size: readonly number[];
  readonly layers: readonly TruthLayer[];
}

export interface TruthAxis {
  readonly lo: readonly (number | null)[];
  readonly hi: readonly (number | null)[];
  readonly count: readonly number[];
  readonly dense: boolean;
}

export interface Interior {
  readonly period: number;
  readonly shift: number;
  readonly phases: readonly ([number, number, number] | null)[];
  readonly r_max: number;
  readonly j: number;
  readonly r: number;
  readonly start: number;
}

export interface TruthRow {
  readonly n: readonly number[];
  readonly fields: readonly TruthAxis[];
  readonly whole: readonly boolean[];
  readonly pixels_middle: number;
  readonly interior: readonly (Interior | null)[];
}

export interface TruthCase {
  readonly id: string;
  readonly network: TruthNetwork;
  readonly expect: 'ok' | 'error';
  readonly at?: string;
  readonly only_in?: string;
  readonly rows: Readonly<Record<string, TruthRow>>;
}

export interface Border {
  readonly u: readonly number[];
  readonly fields: readonly [lo: number, hi: number, count: number][];
}

export interface ModelRow {
  readonly name: string;
  readonly n: readonly number[];
  readonly r: readonly number[];
  readonly j: readonly number[];
  readonly start: readonly number[];
  readonly dense: readonly boolean[];
  readonly border: readonly Border[];
}

export interface PublishedRow {
  readonly name: string;
  readonly n: number;
  readonly r: number;
  readonly j: number;
  readonly start: number;
  readonly effective_padding: number;
}

export interface RandomCase {
  readonly id: string;
  readonly network: TruthNetwork;
  readonly layer: string;
  readonly n: number;
  readonly fields: readonly ([number, number] | null)[];
  readonly count: readonly number[];
}

export interface ArticleRow {
  readonly layer: string;
  readonly k?: number;
  readonly s?: number;
  readonly p?: number;
  readonly n: number;
  readonly j: number;
  readonly r: number;
  readonly start: number;
  readonly clipped?: readonly [number, number][] | Readonly<Record<string, [number, number]>>;
}

export interface Contribution {
  readonly id: string;
  readonly network: TruthNetwork;
  readonly layer: string;
  readonly axes: readonly {
    readonly u: number;
    readonly first: number;
    readonly counts: readonly number[];
    readonly p: readonly number[];
  }[];
}

const load = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/truth/${file}.json`, import.meta.url), 'utf8'));

export const article = load('article') as Readonly<Record<string, readonly ArticleRow[]>>;
export const networks = load('networks') as readonly TruthCase[];
export const random1d = load('random_1d') as readonly RandomCase[];
export const contributions = load('contributions') as readonly Contribution[];
export const models = load('models') as readonly {
  id: string;
  network: TruthNetwork;
  rows: readonly ModelRow[];
}[];
export const published = load('published') as readonly {
  id: string;
  network: TruthNetwork;
  rows: readonly PublishedRow[];
}[];
