import { say } from '../port.ts';
import execution from './execution.ts';

/** A counter whose points carry the metadata of the moment. */
export class Counter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  add(value: number): void {
    say({ type: 'point', metric: this.name, value, metadata: { ...execution.vu.metrics.metadata } });
  }
}
