import { task } from '../task.ts';

const metadata: Record<string, string> = {};

const execution = {
  scenario: {
    get startTime(): number {
      return task.startTime;
    },
    get iterationInTest(): number {
      return task.iteration;
    },
  },
  vu: { metrics: { metadata } },
};
// biome-ignore lint/style/noDefaultExport: the module of k6 has one
export default execution;
