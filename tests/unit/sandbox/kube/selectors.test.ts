import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldSelector, labelSelector, selectedName } from '../../../../sandbox/kube/selectors.ts';
import { StatusError } from '../../../../sandbox/kube/status-errors.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const labelled = (labels: Record<string, string>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'n', labels },
  spec: { nodeName: 'w1' },
  status: { phase: 'Running' },
});

test.each([
  ['a=1', { a: '1' }, true],
  ['a==1', { a: '1' }, true],
  ['a=1', { a: '2' }, false],
  ['a!=1', { a: '2' }, true],
  ['a!=1', {}, true],
  ['a=', { a: '' }, true],
  ['a', { a: 'x' }, true],
  ['a', {}, false],
  ['!a', {}, true],
  ['! a', { a: '1' }, false],
  ['a in (1, 2)', { a: '2' }, true],
  ['a in (1,2),b=3', { a: '2', b: '3' }, true],
  ['a in (1,2),b=3', { a: '2' }, false],
  ['a notin (1,2)', {}, true],
  ['a notin (1,2)', { a: '1' }, false],
  ['example.com/a.b_c-d=x', { 'example.com/a.b_c-d': 'x' }, true],
  ['n > 4', { n: '5' }, true],
  ['n<4', { n: '5' }, false],
  ['', { a: '1' }, true],
])('the label selector %j on %j is %j', (selector, labels, selects) => {
  expect(labelSelector(selector)(labelled(labels))).toBe(selects);
});

test.each(['a in 1', '(a)', 'a=1=2', 'a in (1'])('the label selector %j is refused with 400', (selector) => {
  expect(() => labelSelector(selector)).toThrow(StatusError);
});

const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);

test('in and notin are opposites, and in holds for exactly its values', () => {
  fc.assert(
    fc.property(word, fc.array(word, { minLength: 1, maxLength: 4 }), word, (key, values, value) => {
      const object = labelled({ [key]: value });
      const list = values.join(',');
      const within = labelSelector(`${key} in (${list})`)(object);
      return within === values.includes(value) && within !== labelSelector(`${key} notin (${list})`)(object);
    }),
  );
});

test.each([
  ['metadata.name=p', true],
  ['metadata.name!=p', false],
  ['metadata.namespace=n,status.phase=Running', true],
  ['status.phase!=Running', false],
  ['spec.nodeName=w2', false],
  ['status.podIP=', true],
])('the field selector %j is %j', (selector, selects) => {
  expect(fieldSelector(selector, 'Pod')(labelled({}))).toBe(selects);
});

test('events are selected by the object that they are about', () => {
  const event: KubeObject = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e' },
    involvedObject: { name: 'p', uid: '7' },
  };
  expect(fieldSelector('involvedObject.name=p,involvedObject.uid=7', 'Event')(event)).toBe(true);
  expect(fieldSelector('involvedObject.name=q', 'Event')(event)).toBe(false);
});

test('a field that a kind cannot be selected by is refused as Kubernetes refuses it', () => {
  expect(() => fieldSelector('spec.nodeName=x', 'ConfigMap')).toThrow('field label not supported: spec.nodeName');
  expect(() => fieldSelector('metadata.name', 'ConfigMap')).toThrow(StatusError);
});

test('a list of one name is authorised as that name', () => {
  expect(selectedName('metadata.name=x')).toBe('x');
  expect(selectedName('a=b,metadata.name==x')).toBe('x');
  expect(selectedName('metadata.name!=x')).toBeUndefined();
});
