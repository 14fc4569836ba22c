import { z } from 'zod';
import { Pattern, readData } from './data-file.ts';
import { failureModes } from './failure-modes.ts';

/** What shows a cause: something that a check observed, that an object's status says, or that a log line says. */
const Sign = z
  .strictObject({
    check: z.string().optional(),
    /** A kind; of pods those of models, `Pod of a model`, are apart. */
    object: z.string().optional(),
    log: z.enum(['api', 'authorino', 'limitador', 'gateway', 'model']).optional(),
    /** Regular expression that one statement of it matches; any will do where absent. */
    says: Pattern.optional(),
    /** How sure this sign alone makes the cause, where it is less, or more, than the cause's others. */
    likelihood: z.enum(['certain', 'likely', 'possible']).optional(),
  })
  .refine((sign) => [sign.check, sign.object, sign.log].filter((one) => one !== undefined).length === 1, {
    error: 'expected one of check, object and log',
  });

const CauseEntry = z
  .strictObject({
    id: z.string().min(1),
    /** Of a failure mode its own; of anything else it must be said. */
    title: z.string().min(1).optional(),
    likelihood: z.enum(['certain', 'likely', 'possible']).default('certain'),
    cause: z.string().min(1),
    remedy: z.string().min(1),
    signs: z.array(Sign),
  })
  .refine(({ id, title }) => /^FM-\d\d$/.test(id) !== (title !== undefined), {
    error: 'expected a title, but not of a failure mode: that has one',
  });

/** A cause that is known: what it is, what helps, and what shows it. */
export type KnownCause = Omit<z.infer<typeof CauseEntry>, 'title'> & { title: string; failureMode?: string };

/** The causes, from what the others rest on to what follows. Throws an Error naming file and field where the data is wrong. */
export function knownCauses(): KnownCause[] {
  const titles = new Map(failureModes().map(({ id, title }) => [id, title]));
  return readData('causes.yaml', z.array(CauseEntry)).map(({ title, ...cause }) => {
    if (title !== undefined) return { ...cause, title };
    const own = titles.get(cause.id);
    if (own === undefined) throw new Error(`layouts/causes.yaml: there is no failure mode ${cause.id}`);
    return { ...cause, title: own, failureMode: cause.id };
  });
}
