import { tryRights } from './rights/try-rights.ts';

tryRights('guide', ['nothing', 'cluster-reader', 'reader', 'reader without pods', 'administrator without list']);
