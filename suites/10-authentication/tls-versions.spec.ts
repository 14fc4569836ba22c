import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

const CURRENT = ['TLSv1.3', 'TLSv1.2'] as const;
/** RFC 8996: MUST NOT be used. */
const OUTDATED = ['TLSv1.1', 'TLSv1'] as const;

test(
  'only current versions of TLS are spoken',
  check({
    id: 'auth.tls-versions',
    requirement: 'The gateway SHOULD speak TLS 1.2 or 1.3 and SHOULD refuse TLS 1.0 and 1.1.',
    level: 'should',
    needs: ['gateway'],
    catches: ['tls-old-version-served'],
    dependsOn: ['auth.gateway-reachable'],
    remedy:
      'remove minProtocolVersion from the gateway’s TLS settings and its EnvoyFilters, or set the IngressController’s tlsSecurityProfile to Intermediate; expect a protocol version alert from openssl s_client -tls1_1 -cipher ALL@SECLEVEL=0 -connect HOST:443',
    guide: 'post-deployment#tls',
  }),
  async ({ gateway }) => {
    if (gateway.url.protocol !== 'https:')
      inconclusive(`${gateway.url.origin} is no https URL: give the gateway’s https URL`);

    const answers = [];
    for (const version of [...CURRENT, ...OUTDATED]) answers.push({ version, answer: await gateway.offerTls(version) });

    evidence('versions of TLS', answers);
    const spoken = answers.filter(({ answer }) => answer.kind === 'spoken').map(({ version }) => version);
    const outdated = OUTDATED.filter((version) => spoken.includes(version));
    demand(outdated.length === 0, `the gateway speaks ${outdated.join(' and ')}`);
    // Without a handshake that succeeds, a refused one says nothing of its version.
    if (spoken.length === 0) inconclusive('no handshake succeeded, so that a refused one says nothing of its version');
    const unknown = answers.flatMap(({ version, answer }) =>
      answer.kind === 'unknown' ? [`${version}: ${answer.reason}`] : [],
    );
    if (unknown.length > 0) {
      inconclusive(
        `spoken: ${spoken.join(', ')}; not tried: ${unknown.join('; ')}: try it with openssl s_client -tls1_1 from another machine`,
      );
    }
    const refused = answers.flatMap(({ version, answer }) =>
      answer.kind === 'refused' ? [`${version} (${answer.how})`] : [],
    );
    observe(`spoken: ${spoken.join(', ')}; refused: ${refused.join(', ')}`);
  },
);
