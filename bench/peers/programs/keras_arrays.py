"""Training on arrays, and probabilities of new rows."""

import keras
from customers import X, unseen, y
from keras.callbacks import EarlyStopping
from keras.layers import Dense, Normalization

keras.utils.set_random_seed(1)
scale = Normalization()
scale.adapt(X)
model = keras.Sequential([scale, Dense(50, activation="relu"), Dense(2, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
stop = EarlyStopping(patience=2, restore_best_weights=True)
model.fit(X, y, batch_size=20, epochs=200, validation_split=0.1, callbacks=[stop], verbose=0)
print(model.predict(unseen, verbose=0))
