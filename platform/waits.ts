import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Every deadline and pause of the harness, in milliseconds, with the reason. `settle` waits may retry until their
 * deadline; a judgement is one shot. Nothing else in the harness starts a timer or writes a number for time.
 */
export const WAITS = {
  /** One request to the Kubernetes API: its own server-side limit for reads is 60 s, a list page answers in 1–2 s. */
  clusterRequest: 15_000,
  /** The longest that an API server which sheds load may ask to wait before one more try. */
  throttled: 10_000,
  /** What one process waits for such a server in all: later it is overloaded, and said so. */
  throttledInAll: 20_000,
  /** A credential that ends so soon is renewed before it is used. */
  credentialSpare: 10_000,
  /** The first question to a cluster: a user waits for it at a prompt. */
  reachable: 3_000,
  /** An idle connection is kept for the next request; load balancers close theirs after 60 s at the earliest. */
  keepAlive: 30_000,
  /** A credential plugin of a kubeconfig: some ask the network, none may ask the user. */
  credentialPlugin: 20_000,
  /** One request to the gateway that is not a long answer: connect, headers and body. */
  gatewayRequest: 10_000,
  /** One question to a DNS server: it answers in milliseconds, or not at all. */
  nameResolution: 2_000,
  /** One inference answer, from a CPU model. Longer is a hang, and named so. */
  inferenceAnswer: 60_000,
  /** One answer of one token, from a CPU model. Longer is a hang, and named so. */
  oneToken: 15_000,
  /** One request with a body of some MiB: half a minute suffices at 2 Mbit/s. Longer is a hang, and named so. */
  largeBody: 30_000,
  /** All questions to a Qwen: then no further one is asked, so that the check ends in time on a slow machine too. */
  questionSet: 240_000,
  /** How long Kubernetes accepts a token after its expiry, for clocks that differ. */
  tokenLeeway: 60_000,
  /** What may pass until all API servers know of a change: they watch for it, and mostly know within milliseconds. */
  propagation: 2_000,
  /** What maas-api may take to hear of a changed tier mapping: it watches it. */
  tierChange: 10_000,
  /** What an API server remembers of a token that it has reviewed (10 s), on top of the gateway's memory, and one look. */
  reviewMemory: 15_000,
  /** Expiries of tokens are whole seconds. */
  expiryStep: 1_000,
  /** One query to Prometheus. */
  metricsQuery: 10_000,
  /** One request to Grafana; a query of a panel runs as long as Prometheus needs for it. */
  grafanaRequest: 30_000,
  /** A Chromium that is started. */
  browserStart: 30_000,
  /** So long a dashboard may take until all of its panels are shown: then a slow machine is told from nothing at all no longer. */
  boardShown: 60_000,
  /** One look at an element that is on a page. */
  pageAction: 10_000,
  /** A page that asks nothing for so long has what it wanted. */
  pageQuiet: 150,
  /** A pause between two looks at a page. */
  pageLook: 50,
  /** How late a scrape may be, beyond its interval: a slow target, a busy Prometheus. */
  scrapeDelay: 10_000,
  /** What a model's log may lag behind the answer that the gateway gave. */
  modelLog: 250,
  /** What a log may take to show a request that is known to be served. */
  modelLogSettle: 2_000,
  /** How long a gateway may take to report an answer's tokens to the limiter, once the answer has ended. */
  reported: 100,
  /** A pause between two looks at something that settles. */
  poll: 250,
  /** A pause between two looks whether the command has written the session that the checks wait for. */
  sessionLook: 10,
  /** A pause between two looks at an installation that is still going on: `run --wait`. */
  betweenLooks: 3_000,
  /** So long a steady load goes on: a gateway that cannot remember identities shows it within the first second. */
  steadyLoad: 3_000,
  /** A pause between two looks at what a steady load has to send. */
  pace: 5,
  /** What is added to a limiter's window before it counts as over: its resets are floored to whole seconds. */
  windowMargin: 250,
  /** A container's restart that is younger than this counts as recent. */
  recentRestart: 3_600_000,
  /** So long OLM may take to install an operator or to replace it by a newer one; the guide reckons with 5–10 minutes. */
  operatorInstallation: 1_200_000,
  /** One program of the machine that installs, asked for its version. */
  toolVersion: 10_000,
  /** So long a volume may take until it is bound: cloud disks are made in 5–60 s. */
  volumeBinds: 90_000,
  /** A pause between two looks at an object of ours that is on its way. */
  ownedLook: 500,
  /** So long a pod of ours may take to be scheduled, pull an image that its node should have, and end. */
  ownedPod: 60_000,
  /** So long a Deployment may take to lose its pods, or to have ready ones again: an image that its node has. */
  rollout: 90_000,
  /** A minted token that ends sooner is minted anew: a check must not outlive its token. */
  tokenSpare: 420_000,
  /** The longest limiter window that a check waits for; above it, the check is inconclusive. */
  longestWindow: 180_000,
  /** So long a scenario may wait for callers whose quota is whole; then it has not begun, and is untested. */
  campaign: 600_000,
  /** One list of a collection for diagnosis, all of its pages. */
  collectedItem: 30_000,
  /** One log of it, however much a slow kubelet has of it. */
  collectedLog: 60_000,
  /** A whole collection, where no other time is given. */
  collection: 300_000,
  /** Windows of limits that are no longer than this are waited for before a load run, so that its first one is whole. */
  usedBefore: 180_000,
  /** Naming causes at the end of a run, from what it has read: it takes milliseconds, and nobody waits for more. */
  causes: 2_000,
  /** Judging what was collected by its objects, before it is packed: seconds, or a minute on a machine that has no time for it. */
  bundleJudged: 120_000,
  /** One check, waits included. */
  check: 420_000,
  /** A whole run. */
  run: 3_600_000,
  /** The progress line is drawn so often. */
  progress: 200,
  /** A check that runs so long without a terminal to show it on is mentioned, and again each time so much later. */
  stillRunning: 30_000,
  /** How long an object of ours may live: the longest run and as much again. Then anybody's sweep may delete it. */
  ownedLife: 7_200_000,
  /** What a run may take to end after Ctrl-C. */
  interrupt: 10_000,
} as const;

/** Pauses for `ms` milliseconds. The one timer of the harness. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}

/** Pauses until a moment of performance.now(), never less: a timer cuts its delay to whole milliseconds, and then fires early. */
export async function pauseTill(moment: number): Promise<void> {
  for (let left = moment - performance.now(); left > 0; left = moment - performance.now()) await pause(Math.ceil(left));
}

/**
 * Looks until `look` answers something other than undefined, or until `deadlineMs` have passed.
 * Answers the value and the milliseconds it took, or undefined in time-out.
 */
export async function settle<T>(
  look: () => Promise<T | undefined>,
  deadlineMs: number,
  everyMs: number = WAITS.poll,
): Promise<{ value: T; afterMs: number } | undefined> {
  const start = performance.now();
  for (;;) {
    const value = await look();
    const afterMs = performance.now() - start;
    if (value !== undefined) return { value, afterMs };
    if (afterMs + everyMs > deadlineMs) return undefined;
    await pause(everyMs);
  }
}

/** A signal that aborts after `ms` milliseconds; it keeps no process alive. */
export function deadline(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}
