"""``make train``: learn the weights of ``understanding/lane`` from the tuned half of the corpus, the same each time."""

from tools.train.learning import learn

if __name__ == "__main__":
    learn()
