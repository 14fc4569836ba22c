import { expect, test } from 'vitest';
import { resolveConfig } from '../../../../platform/config.ts';
import { type DeclaredModel, undeclared } from '../../../../platform/models/declared.ts';

const model = (namespace: string, name: string): DeclaredModel => ({
  kind: 'LLMInferenceService',
  namespace,
  name,
  object: { metadata: { name, namespace } },
});

test('a named model is found by its name, or by its namespace and name', () => {
  const models = [model('llm', 'qwen3'), model('team', 'granite')];

  expect(undeclared([], models)).toEqual([]);
  expect(undeclared(['qwen3', 'team/granite'], models)).toEqual([]);
  expect(undeclared(['llm/granite', 'qwen'], models)).toEqual(['llm/granite', 'qwen']);
});

test('models are named by flag, variable or file alike', () => {
  const environment = { MAAS_VERIFY_MODELS: 'qwen3, team/granite' };
  expect(resolveConfig({ flags: {}, environment, file: undefined }).models).toEqual(['qwen3', 'team/granite']);
  expect(resolveConfig({ flags: { models: ['opt'] }, environment, file: undefined }).models).toEqual(['opt']);
});
