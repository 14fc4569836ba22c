import { BadQuery } from './errors.ts';
import { SIGNATURES } from './signatures.ts';
import { COMPARISONS, type Expression, SET_OPERATORS, type ValueType } from './syntax.ts';

/** What messages call the types. */
export const TYPE_TITLES: Record<ValueType, string> = {
  scalar: 'scalar',
  string: 'string',
  vector: 'instant vector',
  matrix: 'range vector',
};

/** The type of an expression's value. Throws BadQuery where its parts do not fit together. */
export function checkTypes(expression: Expression): ValueType {
  switch (expression.kind) {
    case 'number':
      return 'scalar';
    case 'string':
      return 'string';
    case 'selector':
      return expression.rangeMs === undefined ? 'vector' : 'matrix';
    case 'negation':
      return oneOf(checkTypes(expression.of), ['scalar', 'vector'], 'unary expression');
    case 'aggregation':
      expect(checkTypes(expression.of), 'vector', `aggregation expression "${expression.name}"`);
      if (expression.parameter !== undefined) {
        expect(checkTypes(expression.parameter), 'scalar', `parameter of "${expression.name}"`);
      }
      return 'vector';
    case 'binary':
      return checkBinary(expression);
    case 'call':
      return checkCall(expression);
  }
}

function expect(got: ValueType, wanted: ValueType, where: string): ValueType {
  if (got !== wanted) throw new BadQuery(`expected type ${TYPE_TITLES[wanted]} in ${where}, got ${TYPE_TITLES[got]}`);
  return got;
}

function oneOf(got: ValueType, wanted: ValueType[], where: string): ValueType {
  if (wanted.includes(got)) return got;
  throw new BadQuery(
    `${where} only allowed on expressions of type ${wanted.map((type) => TYPE_TITLES[type]).join(' or ')}, got ${TYPE_TITLES[got]}`,
  );
}

function checkBinary({ operator, bool, left, right }: Extract<Expression, { kind: 'binary' }>): ValueType {
  const sides = [left, right].map((side) => oneOf(checkTypes(side), ['scalar', 'vector'], 'binary expression'));
  const scalars = sides.filter((side) => side === 'scalar').length;
  if (SET_OPERATORS.includes(operator) && scalars > 0) {
    throw new BadQuery(`set operator "${operator}" not allowed in binary scalar expression`);
  }
  if (scalars === 2 && COMPARISONS.includes(operator) && !bool) {
    throw new BadQuery('comparisons between scalars must use BOOL modifier');
  }
  return scalars === 2 ? 'scalar' : 'vector';
}

function checkCall({ name, arguments: given }: Extract<Expression, { kind: 'call' }>): ValueType {
  const signature = SIGNATURES[name];
  if (signature === undefined) throw new BadQuery(`unknown function with name "${name}"`);
  const least = signature.takes.length - (signature.optional ?? 0);
  if (given.length < least || given.length > signature.takes.length) {
    throw new BadQuery(`expected ${least} argument(s) in call to "${name}", got ${given.length}`);
  }
  for (const [index, argument] of given.entries()) {
    expect(checkTypes(argument), signature.takes[index] ?? 'scalar', `call to function "${name}"`);
  }
  return signature.gives;
}
