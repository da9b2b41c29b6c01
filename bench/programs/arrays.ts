/**
 * Training on arrays, and probabilities of new rows.
 */
import { MLPClassifier } from 'glassnet';
import { unseen, X, y } from './customers.ts';

const model = await new MLPClassifier({ hidden: [50], batchSize: 20, seed: 1 }).fit(X, y);
console.log(model.predictProba(unseen));
