import { z } from 'zod';
import { readData } from './data-file.ts';
import { Layout } from './layout.ts';

const Operators = Layout.shape.operators.min(1);

/** The shape of operators.yaml, whose head says what the fields mean. */
export const OperatorsFile = z.strictObject({ guide: Operators, 'maas-0.0.2': Operators });

/** operators.yaml: the operators of each layout, by its name. */
export const OPERATORS = readData('operators.yaml', OperatorsFile);
