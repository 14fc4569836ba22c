import type { PageAnswer, PageRequest } from '../browser/browser.ts';
import type { StoredModel } from './answers.ts';

/** A dashboard as Grafana has it in its database. */
export interface GrafanaBoard {
  uid: string;
  title: string;
  /** Path of its page. */
  path: string;
  /** What the API answers for it: the JSON model, wrapped. */
  stored: StoredModel;
}

/** A Grafana that answers, or should. Methods throw Inconclusive where it cannot be asked, WrongAnswer where it answers otherwise. */
export interface Grafana {
  url: URL;
  /** How it is reached, and as whom. */
  reachedBy: string;
  /** The dashboards that the caller may see. */
  boards(): Promise<GrafanaBoard[]>;
  /** Answers a page's request with what Grafana answers to it; undefined for other hosts, and where it does not answer. */
  answer(request: PageRequest): Promise<PageAnswer>;
  close(): Promise<void>;
}
