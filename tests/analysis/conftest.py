from __future__ import annotations

import pytest
from model_fakes import FakeSession, write_model
from spacy.language import Language

from dateline.analysis.pipeline import make_nlp
from dateline.analysis.runtime import Model


@pytest.fixture(scope="session")
def fake_model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """A model whose network is the fake."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onnxruntime.InferenceSession", FakeSession)
        return Model(write_model(tmp_path_factory.mktemp("model")), threads=2)


@pytest.fixture(scope="session")
def nlp(fake_model: Model) -> Language:
    """The spaCy pipeline with that model."""
    return make_nlp(fake_model)


@pytest.fixture
def network(fake_model: Model) -> FakeSession:
    """The model's network, which has been fed nothing yet."""
    fake = fake_model._session
    assert isinstance(fake, FakeSession)
    fake.fed.clear()
    return fake


@pytest.fixture
def model(fake_model: Model, network: FakeSession) -> Model:
    """The model, whose network has been fed nothing yet."""
    return fake_model
