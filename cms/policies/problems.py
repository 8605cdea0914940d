"""What the public reads of policies may answer instead of a text."""

from frontend_contracts.wire.problem_base import Kind, Problem


class PolicyNotInForce(Problem):
    """The policy exists, but at the moment asked for no version of it was in force."""

    code = "policies.not_in_force"
    kind = Kind.NOT_FOUND
    texts = {
        "kk": "Бұл уақытта мәтіннің бірде-бір нұсқасы күшінде болған жоқ. Басқа күнді көрсетіңіз.",
        "ru": "На это время ни одна версия текста не действовала. Укажите другую дату.",
        "en": "No version of this text was in force at that time. Name another date.",
    }
