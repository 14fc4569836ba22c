/** What k6's exit codes say of a run. `valid`: the run is whole, whatever its thresholds say. */
interface Ending {
  kind: 'valid' | 'interrupted' | 'broken';
  text: string;
}

const ENDINGS: Readonly<Record<number, Ending>> = {
  0: { kind: 'valid', text: 'it ended' },
  97: { kind: 'broken', text: 'a run in the cloud failed' },
  98: { kind: 'broken', text: 'the progress of a run in the cloud is not known' },
  99: { kind: 'valid', text: 'a threshold was broken' },
  100: { kind: 'broken', text: 'setup took too long' },
  101: { kind: 'broken', text: 'teardown took too long' },
  102: { kind: 'broken', text: 'something took too long' },
  103: { kind: 'interrupted', text: 'it was stopped by its REST API' },
  104: { kind: 'broken', text: 'its configuration is not valid' },
  105: { kind: 'interrupted', text: 'it was stopped by a signal' },
  106: { kind: 'broken', text: 'its REST API could not start' },
  107: { kind: 'broken', text: 'the script threw an exception' },
  108: { kind: 'interrupted', text: 'the script stopped the test' },
  109: { kind: 'broken', text: 'it panicked' },
  110: { kind: 'valid', text: 'the script marked the test as failed' },
  130: { kind: 'interrupted', text: 'it was interrupted' },
  137: { kind: 'broken', text: 'it was killed, perhaps for its memory' },
};

/** The ending of an exit code; one that is not known is a fault. */
export const endingOf = (exitCode: number | undefined): Ending =>
  (exitCode === undefined ? undefined : ENDINGS[exitCode]) ?? {
    kind: 'broken',
    text: exitCode === undefined ? 'it was ended by a signal' : 'an exit code that k6 does not document',
  };
