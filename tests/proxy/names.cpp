// SPDX-License-Identifier: BSL-1.0
// Interfaces, methods and parameters may have any name, also those that a library might use for itself.
#include <yonder/yonder.hpp>

#include <boost/test/unit_test.hpp>

namespace names {

class C {
public:
    virtual ~C() = default;
    virtual int f(int x) = 0;
    virtual int link(int base) = 0;
    virtual int both(int name) = 0;
    virtual int invoke(int handler) = 0;
    virtual int name(int arguments) = 0;
    virtual int A(int R) = 0;
    virtual int Base(int self) = 0;
    virtual int call(int target) = 0;
    virtual int values(int index) = 0;
};
YONDER_INTERFACE(C, (), (f, x), (link, base), (both, name), (invoke, handler), (name, arguments), (A, R), (Base, self),
                 (call, target), (values, index))

#define NAMED(NAME)                                                                                                    \
    class NAME {                                                                                                       \
    public:                                                                                                            \
        virtual ~NAME() = default;                                                                                     \
        virtual int f(int x) const = 0;                                                                                \
    };                                                                                                                 \
    YONDER_INTERFACE(NAME, (), (f, x))
NAMED(R)
NAMED(A)
NAMED(N)
NAMED(I)
NAMED(Base)
NAMED(Class)
NAMED(Handler)
NAMED(Method)

class Real final : public C {
public:
    int f(int x) override { return x + 1; }
    int link(int x) override { return x + 2; }
    int both(int x) override { return x + 3; }
    int invoke(int x) override { return x + 4; }
    int name(int x) override { return x + 5; }
    int A(int x) override { return x + 6; }
    int Base(int x) override { return x + 7; }
    int call(int x) override { return x + 8; }
    int values(int x) override { return x + 9; }
};

template <class I>
int call_f() {
    auto const made = yonder::implement<I>([](auto call) { return 10 * std::get<0>(call.arguments()); });
    return made->f(1);
}

} // namespace names

BOOST_AUTO_TEST_SUITE(any_name)

BOOST_AUTO_TEST_CASE(methods_have_any_name) {
    auto const isolated = yonder::rpc::make_isolated<names::C>(std::make_shared<names::Real>());
    BOOST_TEST(isolated->f(0) == 1);
    BOOST_TEST(isolated->link(0) == 2);
    BOOST_TEST(isolated->both(0) == 3);
    BOOST_TEST(isolated->invoke(0) == 4);
    BOOST_TEST(isolated->name(0) == 5);
    BOOST_TEST(isolated->A(0) == 6);
    BOOST_TEST(isolated->Base(0) == 7);
    BOOST_TEST(isolated->call(0) == 8);
    BOOST_TEST(isolated->values(0) == 9);
    auto const later = yonder::async<names::C>(std::make_shared<names::Real>());
    BOOST_TEST(later->link(0).get() == 2);
    BOOST_TEST(later->both(0).get() == 3);
    BOOST_TEST(later->invoke(0).get() == 4);
}

BOOST_AUTO_TEST_CASE(interfaces_have_any_name) {
    using namespace names;
    BOOST_TEST(call_f<R>() == 10);
    BOOST_TEST(call_f<A>() == 10);
    BOOST_TEST(call_f<N>() == 10);
    BOOST_TEST(call_f<I>() == 10);
    BOOST_TEST(call_f<Base>() == 10);
    BOOST_TEST(call_f<Class>() == 10);
    BOOST_TEST(call_f<Handler>() == 10);
    BOOST_TEST(call_f<Method>() == 10);
}

BOOST_AUTO_TEST_SUITE_END()
