import type { Fault } from '../fault.ts';

export const fault: Fault = {
  name: 'pull-secret-entry-missing',
  breaks: 'The cluster was installed with a pull secret of its own, without an entry for registry.redhat.io.',
  noticedBy: ['prereq.registry-access'],
  apply({ objects }) {
    objects.edit({ kind: 'Secret', name: 'pull-secret', namespace: 'openshift-config' }, (secret) => {
      const config = JSON.parse(Buffer.from(secret['data']['.dockerconfigjson'], 'base64').toString('utf8'));
      delete config.auths['registry.redhat.io'];
      secret['data']['.dockerconfigjson'] = Buffer.from(JSON.stringify(config)).toString('base64');
    });
  },
};
