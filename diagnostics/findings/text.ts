import type { Finding } from './finding.ts';

const SHOWN = 3;
const LINE_CHARACTERS = 200;

const oneLine = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > LINE_CHARACTERS ? `${flat.slice(0, LINE_CHARACTERS)}…` : flat;
};

const nameOf = ({ title, failureMode }: Finding): string =>
  failureMode === undefined ? title : `${title} (${failureMode})`;

/** What is known of one cause, on at most four lines. */
function causeLines(finding: Finding, place: number): string[] {
  const { likelihood, cause, remedy, evidence } = finding;
  const [first, ...more] = evidence;
  const further = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return [
    `  ${place}. ${nameOf(finding)} – ${likelihood}`,
    `     why: ${oneLine(cause)}`,
    ...(first === undefined ? [] : [`     seen: ${first.where}: ${oneLine(first.text)}${further}`]),
    `     do: ${remedy}`,
  ];
}

/** The likeliest causes for a console; no line at all where there are none. */
export function consoleFindings(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const rest = findings.length - SHOWN;
  return [
    'Likely causes:',
    ...findings.slice(0, SHOWN).flatMap((finding, index) => causeLines(finding, index + 1)),
    ...(rest > 0 ? [`  and ${rest} more, less likely: findings.json in the bundle`] : []),
  ];
}
