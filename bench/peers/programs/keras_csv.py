"""Training on a CSV, what the model is worth on rows that were kept apart, and a probability for a new customer."""

import keras
import pandas as pd
from customer import customer
from keras.callbacks import EarlyStopping
from keras.layers import Dense, Normalization

keras.utils.set_random_seed(1)
table = pd.read_csv("data/audiobooks.csv").sample(frac=1, random_state=1)
X, y = table.drop(columns=["id", "bought_again"]).to_numpy("float32"), table["bought_again"].to_numpy()
test = len(table) // 10
scale = Normalization()
scale.adapt(X[test:])
hidden = [Dense(50, activation="relu") for _ in range(3)]
model = keras.Sequential([scale, *hidden, Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
stop = EarlyStopping(patience=2, restore_best_weights=True)
model.fit(X[test:], y[test:], batch_size=200, epochs=200, validation_split=0.1, callbacks=[stop], verbose=0)
accuracy = model.evaluate(X[:test], y[:test], verbose=0)[1]
print(accuracy, model.predict(pd.DataFrame([customer]).to_numpy("float32"), verbose=0))
