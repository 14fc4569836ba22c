import type { KnownCause } from '../../layouts/causes.ts';
import { type Evidence, type Finding, LIKELIHOODS } from '../findings/finding.ts';
import type { Statement } from './statement.ts';

type Likelihood = Finding['likelihood'];

/** A statement that shows a cause, and how sure it makes it. */
interface Shown {
  statement: Statement;
  likelihood: Likelihood;
}

/** Of one cause so many statements are quoted: a log can repeat itself. */
const QUOTED = 5;
const QUOTED_CHARACTERS = 400;

const sureness = (likelihood: Likelihood): number => LIKELIHOODS.indexOf(likelihood);

const names = ({ source, text }: Statement, { failureMode }: KnownCause): boolean =>
  source === 'check' && failureMode !== undefined && new RegExp(`\\b${failureMode}\\b`).test(text);

function shownBy(statement: Statement, cause: KnownCause): Shown | undefined {
  const signs = cause.signs
    .filter((sign) => sign[statement.source] === statement.subject)
    .filter(({ says }) => says === undefined || new RegExp(says).test(statement.text))
    .map(({ likelihood = cause.likelihood }) => likelihood);
  const [surest] = [...signs, ...(names(statement, cause) ? [LIKELIHOODS[0]] : [])].sort(
    (a, b) => sureness(a) - sureness(b),
  );
  return surest === undefined ? undefined : { statement, likelihood: surest };
}

const shortened = (text: string): string =>
  text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;

function quoted(statements: readonly Statement[]): Evidence[] {
  const seen = new Map(
    statements.map(({ where, text }) => [`${where} ${text}`, { where, text: shortened(text) }] as const),
  );
  return [...seen.values()].slice(0, QUOTED);
}

interface Ranked {
  finding: Finding;
  consequence: boolean;
}

function rankedOf(cause: KnownCause, statements: readonly Statement[]): Ranked[] {
  const shown = statements
    .map((statement) => shownBy(statement, cause))
    .filter((one) => one !== undefined)
    .sort((a, b) => sureness(a.likelihood) - sureness(b.likelihood));
  const [surest] = shown;
  if (surest === undefined) return [];
  const own = shown.map(({ statement }) => statement);
  const { id, title, failureMode, cause: why, remedy } = cause;
  return [
    {
      finding: {
        id,
        title,
        ...(failureMode !== undefined && { failureMode }),
        likelihood: surest.likelihood,
        cause: why,
        remedy,
        evidence: quoted(own),
        checks: [...new Set(own.filter(({ source }) => source === 'check').map(({ subject }) => subject))],
      },
      // What only follows from another failure is not where somebody should begin.
      consequence: own.every((statement) => statement.consequence === true),
    },
  ];
}

/**
 * The causes that statements show, the likeliest first: roots before consequences, then by sureness, then in the order of the
 * causes. A cause that nothing shows is not among them.
 */
export function match(causes: readonly KnownCause[], statements: readonly Statement[]): Finding[] {
  return causes
    .flatMap((cause) => rankedOf(cause, statements))
    .sort(
      (a, b) =>
        Number(a.consequence) - Number(b.consequence) ||
        sureness(a.finding.likelihood) - sureness(b.finding.likelihood),
    )
    .map(({ finding }) => finding);
}
