/** How a test case of JUnit can end. */
type CaseEnd = 'passed' | 'failure' | 'error' | 'skipped';

export interface Case {
  name: string;
  classname: string;
  /** Milliseconds. */
  ms: number;
  properties: Record<string, string>;
  end: CaseEnd;
  /** In one line; of those that passed, what was seen. */
  message: string;
  /** Kind of a failure or an error. */
  type?: string;
  /** Body of a failure or an error. */
  body?: string;
}

export interface SuiteOfCases {
  name: string;
  timestamp: string;
  hostname: string;
  properties: Record<string, string>;
  cases: readonly Case[];
}

const MS = 1_000;

/** XML 1.0 cannot hold most control characters, lone surrogates and two non-characters, not even escaped: they become U+FFFD. */
function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('\r', '&#13;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

const attributes = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join(' ');

function properties(values: Record<string, string>, indent: string): string {
  const lines = Object.entries(values).map(([name, value]) => `${indent}  <property ${attributes({ name, value })}/>`);
  return [`${indent}<properties>`, ...lines, `${indent}</properties>`].join('\n');
}

function outcome({ end, message, type = end, body = message }: Case): string {
  switch (end) {
    case 'passed':
      return `      <system-out>${escapeXml(message)}</system-out>`;
    case 'skipped':
      return `      <skipped ${attributes({ message })}/>`;
    case 'failure':
    case 'error':
      return `      <${end} ${attributes({ message, type })}>${escapeXml(body)}</${end}>`;
  }
}

function testcase(one: Case): string {
  const { name, classname, ms } = one;
  return [
    `    <testcase ${attributes({ name, classname, time: (ms / MS).toFixed(3) })}>`,
    properties(one.properties, '      '),
    outcome(one),
    '    </testcase>',
  ].join('\n');
}

function totals(cases: readonly Case[]): string {
  const number = (end: CaseEnd): string => String(cases.filter((one) => one.end === end).length);
  const ms = cases.reduce((sum, one) => sum + one.ms, 0);
  return attributes({
    tests: String(cases.length),
    failures: number('failure'),
    errors: number('error'),
    skipped: number('skipped'),
    time: (ms / MS).toFixed(3),
  });
}

function suite({ name, timestamp, hostname, properties: own, cases }: SuiteOfCases): string {
  return [
    `  <testsuite ${attributes({ name, timestamp, hostname })} ${totals(cases)}>`,
    properties(own, '    '),
    ...cases.map(testcase),
    '  </testsuite>',
  ].join('\n');
}

/** Suites as a document of JUnit. */
export function junitDocument(name: string, suites: readonly SuiteOfCases[]): string {
  const head = `<testsuites ${attributes({ name })} ${totals(suites.flatMap(({ cases }) => cases))}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(suite).join('\n')}\n</testsuites>\n`;
}
