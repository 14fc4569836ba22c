import { askCatalogue } from '../../fixtures/catalogue.ts';
import { roomyCaller } from '../../fixtures/inference-caller.ts';
import { urlProblems } from '../../fixtures/model-serving.ts';
import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

/** Every call spends quota: more models than these are not asked. */
const MOST = 5;
/** What is answered where no route leads to the path, or one that leads elsewhere. */
const UNROUTED = [301, 302, 307, 308, 404, 405];

test(
  'the URL that the catalogue gives works as documented',
  check({
    id: 'models.route-shape',
    requirement:
      'A caller who appends /v1/chat/completions to the URL of a listed model (or calls it at the root, where the layout says so) MUST reach that model, over https.',
    level: 'must',
    needs: ['gateway', 'identity'],
    catches: ['chat-not-routed', 'model-url-plain-http'],
    dependsOn: ['models.attached', 'models.route-backends', 'models.listed', 'auth.token-issued'],
    remedy:
      'curl -H "Authorization: Bearer $TOKEN" $URL/v1/models: the URL alone answers 404, /v1/… must be appended (FM-42); an http URL comes from a gateway that listens on port 80, remove that listener (FM-10)',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, layout }) => {
    const as = await roomyCaller(identities, 2 * MOST);
    const catalogue = await askCatalogue(gateway, layout, as);
    const { models = [] } = catalogue;
    demand(
      models.length + catalogue.lost.length > 0,
      `${layout.api.models.path} lists no model for ${as.name} (${as.tier})`,
    );

    const answers = [];
    for (const { id, basePath } of models.slice(0, MOST)) {
      const path = `${basePath}/chat/completions`;
      const body = { model: id, max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] };
      const { status } = await gateway.request({ method: 'POST', path, as, body });
      answers.push({ path, id, status });
    }

    evidence('answers', answers);
    const told = (wanted: readonly { path: string; id: string; status: number }[]): string =>
      wanted.map(({ path, id, status }) => `POST ${path} for ${id} answered ${status}`).join('; ');
    const lost = answers.filter(({ status }) => UNROUTED.includes(status));
    const problems = [...urlProblems(catalogue), ...(lost.length > 0 ? [told(lost)] : [])];
    demand(problems.length === 0, problems.join('; '));
    const reached = answers.filter(({ status }) => status === 200);
    // A refusal comes before the route, an error may: neither tells where the route leads.
    if (reached.length === 0) inconclusive(`no model answered ${as.name} (${as.tier}): ${told(answers)}`);
    observe(told(answers));
  },
);
