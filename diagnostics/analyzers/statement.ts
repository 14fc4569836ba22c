/** Something that was read of an installation, as evidence: one thing, said by one source. */
export interface Statement {
  source: 'check' | 'object' | 'log';
  /** The check's id, the object's kind, or whose log it is. */
  subject: string;
  /** Where it stands, for someone who looks it up. */
  where: string;
  text: string;
  /** true: another failed check explains it. */
  consequence?: true;
}
