import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { KubeObject } from '../../sandbox/object.ts';
import { cached } from '../cache.ts';

/** Folders and files of the modules that hold definitions; where an OpenShift API comes in several feature sets, the default. */
const PLACES: Record<string, string[]> = {
  'github.com/kserve/kserve': ['config/crd/full', 'config/crd/full/llmisvc'],
  'github.com/kuadrant/limitador-operator': ['config/crd/bases'],
  'github.com/openshift/api': [
    'config/v1/zz_generated.crd-manifests',
    'operator/v1/zz_generated.crd-manifests',
    'operatoringress/v1/zz_generated.crd-manifests',
    'route/v1/zz_generated.crd-manifests',
  ],
  'github.com/operator-framework/api': ['crds'],
  'github.com/prometheus-operator/prometheus-operator': ['example/prometheus-operator-crd'],
  'istio.io/api': ['kubernetes'],
  'knative.dev/operator': ['config/crd/bases'],
  'knative.dev/serving': ['config/core/300-resources'],
  'sigs.k8s.io/gateway-api': ['config/crd/standard'],
  'sigs.k8s.io/kwok': ['kustomize/crd/bases'],
};

/** Feature sets of OpenShift that are not the default one. */
const OTHER_FEATURES = /-(CustomNoUpgrade|DevPreviewNoUpgrade|TechPreviewNoUpgrade|OKD|Hypershift)/;

/** What a folder of the cache holds. */
const FILE = 'definitions.json';

const Module = z.looseObject({ Path: z.string(), Dir: z.string() });
const Definition = z.looseObject({
  apiVersion: z.literal('apiextensions.k8s.io/v1'),
  kind: z.literal('CustomResourceDefinition'),
  metadata: z.looseObject({ name: z.string() }),
});

/** `go mod download -json` prints one object after the other. */
function modulesIn(text: string): z.infer<typeof Module>[] {
  return text.split(/(?<=^\})\s*$/m).flatMap((one) => (one.trim() === '' ? [] : [Module.parse(JSON.parse(one))]));
}

async function definitionsIn(folder: string): Promise<KubeObject[]> {
  if (!existsSync(folder)) return [];
  const files = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name) && !OTHER_FEATURES.test(name));
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts
    .flatMap((text) => parseAllDocuments(text))
    .flatMap((document) => {
      const parsed = Definition.safeParse(document.toJS());
      return parsed.success ? [parsed.data] : [];
    });
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function readModules(): Promise<KubeObject[]> {
  const { stdout } = await execa('go', ['mod', 'download', '-json', ...Object.keys(PLACES)], { cwd: here('.') });
  const found = await Promise.all(
    modulesIn(stdout).flatMap(({ Path, Dir }) => (PLACES[Path] ?? []).map((place) => definitionsIn(join(Dir, place)))),
  );
  return found.flat();
}

/**
 * The definitions that the projects themselves ship, by name: read once from their modules in Go's module cache, and kept
 * outside the tree as JSON, which is read ten times as fast. Throws an Error where there is no Go or a module cannot be had.
 */
export async function shippedDefinitions(): Promise<Map<string, KubeObject>> {
  const inputs = [here('go.mod'), here('go.sum')];
  const folder = await cached('crds', { inputs, recipe: JSON.stringify(PLACES) }, async (made) => {
    await writeFile(join(made, FILE), JSON.stringify(await readModules()));
  });
  const definitions = z.array(Definition).parse(JSON.parse(await readFile(join(folder, FILE), 'utf8')));
  return new Map(definitions.map((definition) => [definition.metadata.name, definition]));
}
