import { randomUUID } from 'node:crypto';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generated } from './generate.ts';
import type { Generation } from './requests.ts';

/** What all parts of one answer share. */
export interface AnswerHead {
  id: string;
  created: number;
  model: string;
  kind: Generation['kind'];
}

export function answerHead(generation: Generation, { namesWrongModel }: ModelBehaviour): AnswerHead {
  const prefix = generation.kind === 'chat' ? 'chatcmpl' : 'cmpl';
  return {
    id: `${prefix}-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: namesWrongModel ? `${generation.model}-other` : generation.model,
    kind: generation.kind,
  };
}

/** The whole answer, as a `chat.completion` or `text_completion` object. */
export function answerObject(head: AnswerHead, generated: Generated, behaviour: ModelBehaviour): object {
  const text = generated.tokens.join('');
  const asChat = head.kind === 'chat' || behaviour.completionsAsChat;
  const finished = { index: 0, finish_reason: generated.finishReason, logprobs: null };
  const choice = asChat
    ? { ...finished, message: { role: behaviour.wrongRole ? 'user' : 'assistant', content: text } }
    : { ...finished, text };
  return {
    ...(behaviour.bareAnswers ? {} : { id: head.id, object: asChat ? 'chat.completion' : 'text_completion' }),
    created: head.created,
    model: head.model,
    choices: [choice],
    ...(behaviour.usage === 'missing' ? {} : { usage: generated.usage }),
  };
}
