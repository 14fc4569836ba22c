import { AsyncLocalStorage } from 'node:async_hooks';
import type { TestInfo } from '@playwright/test';
import { z } from 'zod';

type SetUp = (fixtures: object, use: (value: unknown) => Promise<void>, info: TestInfo) => unknown;

/** One fixture, as `test.extend` was given it. */
interface Definition {
  name: string;
  scope: 'test' | 'worker';
  auto: boolean;
  setUp: SetUp;
  /** The fixtures that its function asks for. */
  needs: string[];
}

/** What Playwright keeps of `test.extend` in its test object; not public, so its shape is demanded here. */
const Kept = z.object({ fixtures: z.array(z.object({ fixtures: z.record(z.string(), z.unknown()) })) });
const Options = z.object({
  scope: z.enum(['test', 'worker']).default('test'),
  auto: z.unknown().optional(),
});

/** The names in the first parameter of a fixture or a check, as Playwright reads them too: from the text of the function. */
export function namesAskedFor(asker: (...parameters: never[]) => unknown): string[] {
  const text = asker.toString();
  const names = /^(?:async\s*)?(?:function\s*\w*\s*)?(?:\w+\s*)?\(\s*\{(?<names>[^}]*)\}/.exec(text)?.groups?.['names'];
  if (names === undefined) {
    if (/^(?:async\s*)?(?:function\s*\w*\s*)?(?:\w+\s*)?\(\s*\)/.test(text)) return [];
    throw new TypeError(`the first parameter is not destructured: ${text.slice(0, 80)}`);
  }
  return names
    .split(',')
    .map((name) => name.split(':')[0]?.trim() ?? '')
    .filter((name) => name !== '');
}

/** The fixtures of our own in a Playwright test object, by name. Playwright's (browser, page…) take no function of ours. */
function definitionsIn(test: object): Map<string, Definition> {
  const [symbol] = Object.getOwnPropertySymbols(test);
  const { fixtures } = Kept.parse(symbol === undefined ? undefined : Reflect.get(test, symbol));
  const definitions = new Map<string, Definition>();
  for (const [name, value] of fixtures.flatMap((layer) => Object.entries(layer.fixtures))) {
    const [setUp, options] = Array.isArray(value) ? value : [value, {}];
    if (typeof setUp !== 'function') continue;
    const { scope, auto } = Options.parse(options);
    const needs = namesAskedFor(setUp as SetUp);
    definitions.set(name, { name, scope, auto: auto === true, setUp: setUp as SetUp, needs });
  }
  return definitions;
}

/** A fixture that is set up, and how it is taken down. */
interface Standing {
  value: unknown;
  takeDown: () => Promise<void>;
}

async function stand({ setUp, name }: Definition, fixtures: object, info: TestInfo): Promise<Standing> {
  const given = Promise.withResolvers<unknown>();
  const end = Promise.withResolvers<void>();
  const use = async (value: unknown): Promise<void> => {
    given.resolve(value);
    await end.promise;
  };
  const whole = (async () => setUp(fixtures, use, info))();
  whole.then(
    () => given.reject(new Error(`fixture ${name} ended without giving a value`)),
    (error: unknown) => given.reject(error),
  );
  const value = await given.promise;
  return {
    value,
    takeDown: async () => {
      end.resolve();
      await whole;
    },
  };
}

/** Fixtures that live as long as their scope. */
export interface Scope {
  /** A fixture's value, set up with all that it needs when it is asked for first. */
  get(name: string, info: TestInfo): Promise<unknown>;
  /** Takes down what was set up, the last one first. */
  close(): Promise<void>;
}

/** @param outer where fixtures of a longer life are */
function scopeOf(
  definitions: ReadonlyMap<string, Definition>,
  scope: Definition['scope'],
  outer?: Scope,
  given: Readonly<Record<string, unknown>> = {},
): Scope {
  const standing = new Map<string, Promise<unknown>>();
  const takeDowns: (() => Promise<void>)[] = [];
  const setUp = async (definition: Definition, info: TestInfo): Promise<unknown> => {
    const fixtures: Record<string, unknown> = {};
    for (const need of definition.needs) fixtures[need] = await get(need, info);
    const { value, takeDown } = await stand(definition, fixtures, info);
    takeDowns.push(takeDown);
    return value;
  };
  const get = (name: string, info: TestInfo): Promise<unknown> => {
    if (name in given) return Promise.resolve(given[name]);
    const definition = definitions.get(name);
    if (definition === undefined) throw new RangeError(`no fixture is called ${name}`);
    if (definition.scope !== scope && outer !== undefined) return outer.get(name, info);
    const known = standing.get(name) ?? setUp(definition, info);
    standing.set(name, known);
    return known;
  };
  return {
    get,
    async close() {
      for (const takeDown of takeDowns.reverse()) await takeDown();
    },
  };
}

/** The fixtures of a worker, some of them given; `forTest` makes those of one check. */
export function workerScope(test: object, given: Readonly<Record<string, unknown>>) {
  const definitions = definitionsIn(test);
  const worker = scopeOf(definitions, 'worker', undefined, given);
  const automatic = [...definitions.values()].filter(({ auto }) => auto);
  return {
    forTest: (): Scope & { setUpAutomatic(info: TestInfo): Promise<void> } => {
      const scope = scopeOf(definitions, 'test', worker, given);
      return {
        ...scope,
        async setUpAutomatic(info) {
          for (const { name } of automatic) await scope.get(name, info);
        },
      };
    },
    close: () => worker.close(),
  };
}

/** The check that runs in this flow of calls: several run side by side in one process. */
export const runningCheck = new AsyncLocalStorage<TestInfo>();
