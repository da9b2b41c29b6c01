"""Training on a CSV, what the model is worth on rows that were kept apart, and a probability for a new customer."""

import pandas as pd
from customer import customer
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

table = pd.read_csv("data/audiobooks.csv")
X, y = table.drop(columns=["id", "bought_again"]), table["bought_again"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.1, stratify=y, random_state=1)
network = MLPClassifier([50, 50, 50], early_stopping=True, random_state=1)
model = make_pipeline(StandardScaler(), network).fit(X_train, y_train)
print(model.score(X_test, y_test), model.predict_proba(pd.DataFrame([customer])))
