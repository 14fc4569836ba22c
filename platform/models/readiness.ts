import { z } from 'zod';
import { readCondition, readConditions } from '../cluster/conditions.ts';
import type { DeclaredModel } from './declared.ts';

/** What KServe keeps of a model server's last failure, in an InferenceService. */
const Failure = z.looseObject({
  modelStatus: z.looseObject({
    lastFailureInfo: z.looseObject({
      reason: z.string().optional().catch(undefined),
      message: z.string().optional().catch(undefined),
      exitCode: z.number().optional().catch(undefined),
    }),
  }),
});
/** Enough of a server's last words to know it by. */
const MAX_MESSAGE_CHARACTERS = 300;

function lastFailure({ object }: DeclaredModel): string | undefined {
  const info = Failure.safeParse(object.status).data?.modelStatus.lastFailureInfo;
  if (info === undefined) return undefined;
  const { reason, message, exitCode } = info;
  const parts = [
    reason,
    message?.slice(0, MAX_MESSAGE_CHARACTERS),
    exitCode === undefined ? undefined : `exit code ${exitCode}`,
  ];
  return `its last failure: ${parts.filter((part) => part !== undefined && part !== '').join(': ')}`;
}

/** Why a model is not Ready: its condition, those that hold it back, and its last failure. undefined where it is Ready. */
export function readinessProblem(model: DeclaredModel): string | undefined {
  const ready = readCondition(model.object, 'Ready');
  if (ready.holds) return undefined;
  const held = readConditions(model.object).filter(({ type, holds }) => !holds && type !== 'Ready');
  const because = held.length === 0 ? [] : [`held back by ${held.map(({ text }) => text).join(', ')}`];
  const failure = lastFailure(model);
  return [
    `${model.namespace}/${model.name}: ${ready.text}`,
    ...because,
    ...(failure === undefined ? [] : [failure]),
  ].join('; ');
}
