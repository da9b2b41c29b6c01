"""Training on arrays, and probabilities of new rows."""

from customers import X, unseen, y
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

network = MLPClassifier([50], batch_size=20, early_stopping=True, random_state=1)
model = make_pipeline(StandardScaler(), network).fit(X, y)
print(model.predict_proba(unseen))
