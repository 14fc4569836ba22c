/** A number that a benchmark promises. */
export interface Budget {
  what: string;
  measured: number;
  /** The most that is allowed. */
  most: number;
  unit: string;
}

/** What a benchmark measured, for a human and for the exit code. */
export interface Report {
  /** First row: headings. */
  table: string[][];
  budgets: Budget[];
  /** What a reader must know to judge the numbers: machine, method, what differs between the peers. */
  notes: string[];
}

/** One comparison with the field's tools, or one promise about cost. */
export interface Benchmark {
  name: string;
  title: string;
  /** @param say tells what is going on, one line at a time */
  measure(say: (line: string) => void): Promise<Report>;
}

export const isHeld = ({ measured, most }: Budget): boolean => measured <= most;
