import { randomUUID } from 'node:crypto';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generated, Said } from './generate.ts';
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
  const asChat = head.kind === 'chat' || behaviour.completionsAsChat;
  const choices = generated.said.map((said, index) => {
    const finished = { index, finish_reason: said.finishReason, logprobs: null };
    return asChat ? { ...finished, message: message(said, behaviour) } : { ...finished, text: said.tokens.join('') };
  });
  return {
    ...(behaviour.bareAnswers ? {} : { id: head.id, object: asChat ? 'chat.completion' : 'text_completion' }),
    created: head.created,
    model: head.model,
    choices,
    ...(behaviour.usage === 'missing' ? {} : { usage: generated.usage }),
  };
}

function message({ tokens, thoughts, toolCalls = [] }: Said, { wrongRole, badToolArguments }: ModelBehaviour): object {
  const role = wrongRole ? 'user' : 'assistant';
  if (toolCalls.length === 0)
    return { role, content: tokens.join(''), ...(thoughts && { reasoning_content: thoughts.tokens.join('') }) };
  const calls = toolCalls.map(({ id, name, arguments: text }) => ({
    id,
    type: 'function',
    function: { name, arguments: badToolArguments ? text.slice(0, -1) : text },
  }));
  return { role, content: null, tool_calls: calls };
}
