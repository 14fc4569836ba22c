/** A sample model that the guide offers in its phase 6, and how it is known by the name of its resource. */
export interface SampleModel {
  option: string;
  name: string;
  pattern: RegExp;
  /** It needs one. */
  gpu?: true;
}

/** The simulator of the release is named after the model that it plays, so it comes first. */
const SAMPLE_MODELS: readonly SampleModel[] = [
  { option: 'A', name: 'simulator', pattern: /simulat/ },
  { option: 'B', name: 'facebook-opt-125m', pattern: /facebook-opt-125m/ },
  { option: 'C', name: 'qwen3', pattern: /qwen3/, gpu: true },
];

/** The guide's option that a model is, by the name of its resource; undefined for any other model. */
export const sampleOf = (resource: string): SampleModel | undefined =>
  SAMPLE_MODELS.find(({ pattern }) => pattern.test(resource));

/** The guide's options that none of the models is. */
export const samplesMissing = (resources: readonly string[]): SampleModel[] =>
  SAMPLE_MODELS.filter((sample) => !resources.some((resource) => sampleOf(resource) === sample));
