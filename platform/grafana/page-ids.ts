/**
 * How Grafana's pages name what a test looks for: its own end-to-end selectors (@grafana/e2e-selectors, components.Panels.Panel
 * and components.Alert; since 10.2 by `data-testid`, before by `aria-label`). The package itself brings a compiler.
 */
export const PAGE_IDS = {
  /** A panel; its title is the rest of the attribute. */
  panel: '[data-testid^="data-testid Panel header "]:not([data-testid^="data-testid Panel header item "])',
  titlePrefix: 'data-testid Panel header ',
  /** Within a panel: while its queries run. */
  loading: '[aria-label="Panel loading bar"], [data-testid="Panel loading bar"]',
  /** Within a panel: its error badge. */
  error: '[data-testid="data-testid Panel status error"], [aria-label="Panel header error"]',
  /** Within a panel: what it shows instead of its data; since 10.4. */
  instead: '[data-testid="data-testid Panel data error message"]',
  /** Within a panel: what it shows; since 11.1. */
  content: '[data-testid="data-testid panel content"]',
  /** What is wrong with the whole page. */
  alert: '[data-testid="data-testid Alert error"]',
  /** The login form of Grafana itself (pages.Login). */
  login: '[data-testid="data-testid Username input field"], [name="password"]',
} as const;

/** What a panel without data says, unless its board has another text. */
export const NO_DATA = 'No data';
