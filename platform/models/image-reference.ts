/** The parts of `registry/path/name:tag@sha256:…`; `latest` is written out where neither tag nor digest is given. */
export interface ImageReference {
  /** Without tag and digest. */
  repository: string;
  tag: string | undefined;
  digest: string | undefined;
}

export function imageReference(image: string): ImageReference {
  const [named = '', digest] = image.split('@');
  const [, repository = named, tag] = /^(.*?)(?::([^/:]+))?$/.exec(named) ?? [];
  return { repository, tag: tag ?? (digest === undefined ? 'latest' : undefined), digest };
}

/** Whether an image stays what it is: by its digest or, by convention, by a tag other than latest. */
export function isPinned(image: string): boolean {
  const { tag, digest } = imageReference(image);
  return digest !== undefined || tag !== 'latest';
}
