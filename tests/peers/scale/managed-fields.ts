type Fields = { [field: string]: Fields };

/** The field set of a value, as the API server writes it: `f:` for a field, `k:` for an entry of a keyed list. */
function fieldsOf(value: unknown): Fields {
  if (Array.isArray(value)) {
    const keyed = value.flatMap((entry): [string, Fields][] => {
      const key = typeof entry === 'object' && entry !== null ? (entry.name ?? entry.type) : undefined;
      return key === undefined ? [] : [[`k:${JSON.stringify({ name: key })}`, { '.': {}, ...fieldsOf(entry) }]];
    });
    return Object.fromEntries(keyed);
  }
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [`f:${field}`, fieldsOf(inner)]));
}

/** Who set which fields: the half of a real object that kubectl does not show. */
export function managedFields(apiVersion: string, parts: Readonly<Record<string, Record<string, unknown>>>): object[] {
  return Object.entries(parts).map(([manager, part]) => ({
    manager,
    operation: 'Update',
    apiVersion,
    time: '2026-11-02T08:14:00Z',
    fieldsType: 'FieldsV1',
    fieldsV1: fieldsOf(part),
    ...('status' in part ? { subresource: 'status' } : {}),
  }));
}
