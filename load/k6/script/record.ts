import type { EventScan } from '../../engine/event-scan.ts';

/** One request of a plan as k6 needs it: its body is made beforehand. No token is in it. */
export interface Task {
  i: number;
  id: string;
  /** Earliest time, in milliseconds from the start. */
  atMs: number;
  /** After the end of the request before it in its chain. */
  thinkMs: number;
  /** Not sent later: the end of a closed phase. */
  untilMs?: number;
  /** Names the variable with the token of its user. */
  user: string;
  stream: boolean;
  body: string;
}

/** Requests of which each waits for the end of the one before it: one iteration of one VU. */
export interface Chain {
  tasks: Task[];
}

type Facts = Omit<EventScan, 'event' | 'times'>;

/** What a script says of one request that has ended; times are milliseconds from the start of the scenario. */
export interface ScriptRecord {
  i: number;
  /** When the scenario began, by the wall clock. */
  startMs: number;
  schedMs: number;
  pickedMs: number;
  sentMs?: number;
  headersMs?: number;
  endMs: number;
  status: number;
  streamed: boolean;
  reused: boolean;
  headers: Record<string, string>;
  /** Of an answer that is no stream. */
  body: string;
  scan: Facts;
  /** Instants of events with text. */
  times: number[];
  overdue: boolean;
  broken: boolean;
  why?: string;
}
