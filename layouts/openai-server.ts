import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import { PHASES } from './phases.ts';

const ALONE = 'a server of models alone is asked, at its URL: there is no MaaS before it';
const JUDGED = 'inference';

/**
 * A server with OpenAI's API and nothing before it: a model on a developer's machine, or a pod's port. What the guide says of
 * its API is all that is used of the guide.
 */
export const openaiServer: Layout = {
  ...guide,
  name: 'openai',
  title: 'a server with OpenAI’s API, without MaaS before it',
  source: 'OpenAI’s API as vLLM serves it: POST /v1/chat/completions, GET /v1/models',
  plain: true,
  absentPhases: Object.fromEntries(PHASES.filter(({ name }) => name !== JUDGED).map(({ name }) => [name, ALONE])),
  absentChecks: {
    'inference.qwen-on-gpu': 'a server is asked at its URL alone: nothing tells which GPU it has, and how that is used',
  },
  operators: [],
  tiers: { ...guide.tiers, names: ['anybody'] },
  policies: { authentication: [], requests: [], tokens: [], telemetryLabels: [] },
  limits: { requests: {} },
  expectedFailures: [],
};
