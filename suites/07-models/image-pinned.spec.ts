import { declaredModels } from '../../fixtures/declared-models.ts';
import { isPinned, modelsWithPods } from '../../fixtures/model-serving.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'models run pinned images',
  check({
    id: 'models.image-pinned',
    requirement: 'Every container of a model SHOULD run an image with a digest or a tag other than latest.',
    level: 'should',
    needs: ['cluster'],
    catches: ['model-image-latest', 'model-initializer-without-tag'],
    dependsOn: ['models.present', 'models.pods-ready'],
    remedy:
      'oc get pods -n <model-namespace> -o jsonpath={..image}: give the image a version; a later one may refuse the model’s arguments (FM-46)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const found = await modelsWithPods(cluster, await declaredModels(cluster, layout));
    const uses = found.flatMap(({ model, pods }) =>
      pods
        .flatMap(({ spec }) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])])
        .map(({ image }) => ({ model: model.name, image: image ?? '(no image)' })),
    );
    demand(uses.length > 0, 'no model has a pod whose images could be looked at');

    const loose = uses.filter(({ image }) => !isPinned(image)).map(({ model, image }) => `${image} (${model})`);

    const images = [...new Set(uses.map(({ image }) => image))];
    evidence('images', images);
    demand(loose.length === 0, `not pinned: ${[...new Set(loose)].join(', ')}`);
    observe(`${images.length} images, all pinned`);
  },
);
