import { detectFlavour } from './detection/flavour-signs.ts';
import { LAYOUT_SIGNS } from './detection/layout-signs.ts';
import { detectNewer, productNotes } from './detection/newer.ts';
import { type Evidence, holding, leader } from './detection/sign.ts';
import { guide } from './guide.ts';
import { maas002 } from './maas-0.0.2.ts';
import type { Observation, ObservedField } from './observation.ts';

export { readPathOf } from './detection/layout-signs.ts';

/** What the observation says about which layout this is. */
export type Detection =
  | {
      kind: 'known';
      layout: string;
      /** `assumed`: nothing of MaaS is there yet, although all that would tell could be read. */
      confidence: 'certain' | 'likely' | 'assumed';
      evidence: string[];
      /** What speaks against it. */
      contradictions: string[];
    }
  /** A release that has no layout yet. */
  | { kind: 'newer'; release: string; evidence: string[]; contradictions: string[] }
  /** Nothing tells, or the signs contradict each other. */
  | { kind: 'unknown'; contradictions: string[]; unread: string[] };

/** A lead of so much is certain: two strong signs, or a strong one and two weak ones. */
const CERTAIN = 4;

/** One strong sign tells a flavour for certain: the namespace of its API is its own. */
const CERTAIN_FLAVOUR = 3;

/** What must have been read in full before its silence means that nothing is installed. */
const TELLING: readonly ObservedField[] = ['types', 'gateways', 'tierMaps', 'deployments', 'operators'];

/** Why fields could not be read, those that would tell most first. */
const unreadLines = ({ unread = {} }: Observation): string[] => [
  ...new Set([
    ...TELLING.flatMap((field) => unread[field] ?? []),
    ...Object.values(unread).flatMap((reasons) => reasons ?? []),
  ]),
];

/** Tells which layout an installation has, with the evidence. Pure: the observation is all it knows. */
export function detect(observation: Observation): Detection {
  const evidence = holding(LAYOUT_SIGNS, observation);
  const newer = detectNewer(observation);
  if (newer !== undefined) {
    // An upgrade leaves things of the release before behind.
    return { kind: 'newer', ...newer, contradictions: evidence.map((sign) => `${sign.text}, as in ${sign.for}`) };
  }
  const found = leader(evidence);
  if (found === undefined) return evidence.length > 0 ? contradicted(observation, evidence) : nothing(observation);
  const against = evidence.filter((sign) => sign.for !== found.name).map((sign) => `${sign.text}, as in ${sign.for}`);
  const known = {
    kind: 'known' as const,
    layout: found.name,
    confidence: found.lead >= CERTAIN ? ('certain' as const) : ('likely' as const),
    evidence: strongestFirst(evidence.filter((sign) => sign.for === found.name)),
    contradictions: [...against, ...otherReleases(observation)],
  };
  return found.name === maas002.name ? withFlavour(observation, known) : known;
}

/** What the signs say, what tells most first: a reader in a hurry sees only that. */
const strongestFirst = (signs: readonly Evidence[]): string[] =>
  signs.toSorted((a, b) => b.weight - a.weight).map(({ text }) => text);

type Known = Extract<Detection, { kind: 'known' }>;

/** The layout of a flavour in place of the release's, where a flavour can be told. */
export function withFlavour(observation: Observation, known: Known): Known {
  const { layout, lead, evidence } = detectFlavour(observation);
  if (layout === undefined) {
    const why =
      evidence.length === 0
        ? 'its flavour cannot be told: any will do'
        : `its flavour cannot be told, any will do: ${evidence.map((sign) => sign.text).join('; ')}`;
    return { ...known, contradictions: [...known.contradictions, why] };
  }
  const own = evidence.filter((sign) => sign.for === layout.name).map((sign) => sign.text);
  const others = evidence.filter((sign) => sign.for !== layout.name).map((sign) => `${sign.text}, as in ${sign.for}`);
  return {
    ...known,
    layout: layout.name,
    confidence: lead >= CERTAIN_FLAVOUR ? known.confidence : 'likely',
    evidence: [...new Set([...known.evidence, ...own])],
    contradictions: [...known.contradictions, ...others],
  };
}

/** Products that bring another release than v0.0.2, which both layouts are about. */
const otherReleases = (observation: Observation): string[] =>
  productNotes(observation)
    .filter(({ release }) => release !== 'v0.0.2')
    .map(({ text }) => text);

const contradicted = (observation: Observation, evidence: readonly { for: string; text: string }[]): Detection => ({
  kind: 'unknown',
  contradictions: evidence.map((sign) => `${sign.text}, as in ${sign.for}`),
  unread: unreadLines(observation),
});

/** No sign of anything: either nothing is installed yet, or what would tell could not be read. */
function nothing(observation: Observation): Detection {
  const unseen = TELLING.filter(
    (field) => observation[field] === undefined || observation.unread?.[field] !== undefined,
  );
  if (unseen.length > 0) return { kind: 'unknown', contradictions: [], unread: unreadLines(observation) };
  return {
    kind: 'known',
    layout: guide.name,
    confidence: 'assumed',
    evidence: ['nothing of MaaS is there yet, although all that would tell could be read'],
    contradictions: otherReleases(observation),
  };
}
