import { declaredModels, podsOfModel } from '../../fixtures/declared-models.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

/** A digest pins an image; so does, by convention, a tag other than latest. */
const isPinned = (image: string): boolean =>
  image.includes('@sha256:') || (/:[^/:]+$/.test(image) && !image.endsWith(':latest'));

test(
  'models run pinned images',
  check({
    id: 'models.image-pinned',
    requirement: 'Every container of a model SHOULD run an image with a digest or a tag other than latest.',
    level: 'should',
    needs: ['cluster'],
    catches: ['model-image-latest'],
    dependsOn: ['models.present'],
    remedy:
      'oc get pods -o jsonpath={..image}: give the image a version; a later one may refuse the model’s arguments (FM-46)',
    guide: 'guide#phase-6-deploy-sample-models-optional',
  }),
  async ({ cluster, layout }) => {
    const models = await declaredModels(cluster, layout);
    const pods = await cluster.list(core.Pod);
    const own = models.flatMap((model) => podsOfModel(model, pods));
    const containers = own.flatMap(({ spec }) => [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]);
    const images = [...new Set(containers.map(({ image }) => image ?? '(no image)'))];
    demand(images.length > 0, 'no model has a pod whose images could be looked at');

    const loose = images.filter((image) => !isPinned(image));

    demand(loose.length === 0, `not pinned: ${loose.join(', ')}`);
    observe(`${images.length} images, all pinned`);
  },
);
