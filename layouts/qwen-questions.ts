import { z } from 'zod';
import { Pattern, readData } from './data-file.ts';

/** What questions are about; qwen-questions.yaml says of each what wrong answers mean. */
const SUBJECTS = ['arithmetic', 'facts', 'format', 'code', 'languages'] as const;
export type Subject = (typeof SUBJECTS)[number];

const Words = z.array(z.string().min(1)).min(1);

/** How an answer is judged; qwen-questions.yaml explains each. */
const Judge = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('number'), value: z.number(), tolerance: z.number().nonnegative() }),
  z.strictObject({ by: z.literal('one-of'), answers: Words, mostWords: z.int().positive() }),
  z.strictObject({ by: z.literal('exact'), answers: Words }),
  z.strictObject({ by: z.literal('pattern'), pattern: Pattern }),
  z.strictObject({ by: z.literal('json'), value: z.json() }),
  z.strictObject({ by: z.literal('list'), items: Words }),
]);
export type Judge = z.infer<typeof Judge>;

const Question = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  subject: z.enum(SUBJECTS),
  /** Of the question, as a BCP 47 tag. */
  language: z.string().default('en'),
  ask: z.string().min(1),
  judge: Judge,
});
export type Question = z.infer<typeof Question>;

/** The share of the demand: fewer questions, and one wrong answer would weigh too much. */
const FEWEST = 30;

const QuestionSet = z.strictObject({
  /** The share of right answers, 0 to 1, below which the set is failed. */
  rightAtLeast: z.number().gt(0).max(1),
  wrongMeans: z.record(z.enum(SUBJECTS), z.string().min(1)),
  questions: z
    .array(Question)
    .min(FEWEST)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'two questions have one id' }),
});

/** qwen-questions.yaml: what a Qwen model is asked. */
export const QWEN_QUESTIONS = readData('qwen-questions.yaml', QuestionSet);
