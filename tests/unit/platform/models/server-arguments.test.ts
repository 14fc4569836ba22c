import { expect, test } from 'vitest';
import { REMOVED_ARGUMENTS } from '../../../../layouts/removed-arguments.ts';
import { Pod } from '../../../../platform/cluster/kinds/core.ts';
import type { DeclaredModel } from '../../../../platform/models/declared.ts';
import { imageReference, isPinned } from '../../../../platform/models/image-reference.ts';
import { argumentReport } from '../../../../platform/models/server-arguments.ts';

const model: DeclaredModel = {
  kind: 'LLMInferenceService',
  namespace: 'llm',
  name: 'qwen3',
  object: { metadata: { name: 'qwen3' } },
};
const problemsOf = (container: object, ready = true): string[] => {
  const pod = Pod.schema.parse({
    metadata: { name: 'qwen3-1', namespace: 'llm' },
    spec: { containers: [{ name: 'main', ...container }] },
    status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });
  return argumentReport([{ model, pods: [pod] }], REMOVED_ARGUMENTS).problems;
};
const VLLM = 'docker.io/vllm/vllm-openai';
const args = ['--model', 'm', '--disable-log-requests'];

test('an argument is trouble from the version on that dropped it', () => {
  expect(problemsOf({ image: `${VLLM}:v0.11.2`, args })).toEqual([]);
  expect(problemsOf({ image: `${VLLM}:v0.12.0`, args })[0]).toMatch(
    /removed in vllm 0\.12\.0: version 0\.12\.0 refuses it/,
  );
  expect(problemsOf({ image: `${VLLM}:v0.19.1`, args: ['--disable-log-requests=true'] })).toHaveLength(1);
});

test('an image that is not pinned is trouble whatever runs now', () => {
  expect(problemsOf({ image: 'vllm/vllm-openai:latest', args })[0]).toMatch(/is not pinned/);
  expect(problemsOf({ image: 'vllm/vllm-openai', args })).toHaveLength(1);
});

test('a pinned image of unknown version is trouble only where it does not run', () => {
  const image = 'registry.redhat.io/rhaiis/vllm-cuda-rhel9:3.2.1';
  expect(problemsOf({ image, args })).toEqual([]);
  expect(problemsOf({ image, args }, false)[0]).toMatch(/the version of .* is not known/);
  expect(problemsOf({ image: 'quay.io/opendatahub/vllm:odh-v2.20', args })).toEqual([]);
});

test('arguments inside a shell script count, those of other servers do not', () => {
  const script = ['-c', 'eval "vllm serve /mnt/models --disable-log-requests"'];
  expect(problemsOf({ image: `${VLLM}:v0.12.0`, command: ['/bin/bash'], args: script })).toHaveLength(1);
  expect(problemsOf({ image: 'ghcr.io/llm-d/llm-d-inference-sim:latest', args })).toEqual([]);
});

test('a variable that the command does not use is named', () => {
  const env = [{ name: 'VLLM_ADDITIONAL_ARGS', value: '--tool-call-parser granite' }];
  expect(problemsOf({ image: `${VLLM}:v0.11.2`, command: ['vllm', 'serve'], env })[0]).toMatch(
    /is set, and the command/,
  );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's variable
  expect(problemsOf({ image: `${VLLM}:v0.11.2`, args: ['vllm serve ${VLLM_ADDITIONAL_ARGS}'], env })).toEqual([]);
});

test('an image is pinned by its digest or by a tag other than latest', () => {
  expect(imageReference('registry:5000/a/b')).toEqual({
    repository: 'registry:5000/a/b',
    tag: 'latest',
    digest: undefined,
  });
  expect(imageReference('registry:5000/a/b:1.2')).toEqual({
    repository: 'registry:5000/a/b',
    tag: '1.2',
    digest: undefined,
  });
  expect(isPinned('registry:5000/a/b')).toBe(false);
  expect(isPinned('a/b:latest')).toBe(false);
  expect(isPinned('a/b:latest@sha256:00')).toBe(true);
  expect(isPinned('a/b@sha256:00')).toBe(true);
});
